using Uncramp.Assessment;
using Uncramp.Facts;
using Uncramp.Knowledge;
using Uncramp.Web.Layout;

namespace Uncramp.Web.Tonight;

/// <summary>
/// What the page for a cramp now can show: the places of the body, what each opens with, what may follow, and the chips that hold
/// something back. All of it is worked out once, by the engine, for each place and each chip; the page only shows and hides.
/// </summary>
internal sealed class TonightSteps
{
    private const string Site = "cramps.sites";

    private readonly List<TonightCard> cards = [];

    public TonightSteps(KnowledgeBase knowledge)
    {
        Chips = [.. knowledge.Entries.Where(entry => entry.Finding?.Tonight is not null).OrderBy(entry => entry.Finding!.Tonight!.Order).Select(entry => new TonightChoice(Name(entry), entry))];
        var places = knowledge.OfKind(EntryKind.Relief).Where(entry => entry.Measure!.Tonight?.Place is not null).OrderBy(entry => entry.Measure!.Tonight!.Order).ToList();
        foreach (var entry in knowledge.OfKind(EntryKind.Relief).Where(entry => entry.Measure!.Tonight is not null).OrderBy(entry => entry.Measure!.Tonight!.Turn).ThenBy(entry => entry.Measure!.Tonight!.Order))
        {
            var step = entry.Measure!.Tonight!;
            var card = new TonightCard(entry, step, Name(entry));
            foreach (var place in step.Place is null ? places.ConvertAll(place => place.Measure!.Tonight!.Place!) : [step.Place])
            {
                if (!Offers(knowledge, entry, place.Site)) continue;
                card.Places.Add(place.Id);
                foreach (var chip in Chips)
                    if (Assess(knowledge, place.Site, chip).Withheld.FirstOrDefault(row => row.Entry == entry) is { } held) card.Closed[chip.Id] = held.Message;
            }
            if (card.Places.Count > 0) cards.Add(card);
        }
    }

    /// <summary>The cards of one turn, in order.</summary>
    public IEnumerable<TonightCard> Of(TonightTurn turn) => cards.Where(card => card.Step.Turn == turn);

    /// <summary>What a person can say of themselves in one tap.</summary>
    public IReadOnlyList<TonightChoice> Chips { get; }

    /// <summary>The rules that show and hide, without script: what belongs to another place, and what a chip closes.</summary>
    public string Style() => string.Concat(Of(TonightTurn.First).Select(card => $"main:has(#place-{card.Step.Place!.Id}:checked) .at:not(.at-{card.Step.Place.Id}){{display:none}}\n")
        .Concat(Chips.Select(chip => $"main:has(#chip-{chip.Id}:checked) .off-{chip.Id},main:not(:has(#chip-{chip.Id}:checked)) .on-{chip.Id}{{display:none}}\n")));

    private static bool Offers(KnowledgeBase knowledge, Entry entry, string site) => Assess(knowledge, site, null).Relief.Contains(entry);

    private static Assessment.Assessment Assess(KnowledgeBase knowledge, string site, TonightChoice? chip)
    {
        var given = new Case
        {
            Choices = new Dictionary<string, IReadOnlyList<string>> { [Site] = [site] },
            Statements = chip is null ? [] : [new CodedStatement(StatementKind.Symptom, chip.Entry.Id, chip.Id)],
        };
        return Assessor.Assess(FactsBuilder.Build(knowledge, given).Facts, withQuestions: false);
    }

    private static string Name(Entry entry) => entry.Id[(entry.Id.IndexOf('/', StringComparison.Ordinal) + 1)..];
}

/// <summary>A finding as a chip.</summary>
/// <param name="Id">The id of its box on the page.</param>
/// <param name="Entry">The finding.</param>
internal sealed record TonightChoice(string Id, Entry Entry)
{
    public TonightChip Chip => Entry.Finding!.Tonight!;
}

/// <summary>One relief on the page.</summary>
/// <param name="Entry">The relief.</param>
/// <param name="Step">Its words.</param>
/// <param name="Name">The name of its drawings.</param>
internal sealed record TonightCard(Entry Entry, TonightStep Step, string Name)
{
    /// <summary>The places of the body it is for.</summary>
    public List<string> Places { get; } = [];

    /// <summary>The chips that hold it back, each with the reason.</summary>
    public SortedDictionary<string, string> Closed { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether there is a drawing of its own for people of whom this is so.</summary>
    public bool IsDrawnFor(TonightChoice chip) => Drawings.Names.Contains($"{Name}.{chip.Id}");

    /// <summary>The classes that take the common drawing away where there is one of its own.</summary>
    public string Redrawn(IEnumerable<TonightChoice> chips) => string.Join(' ', chips.Where(IsDrawnFor).Select(chip => $"off-{chip.Id}"));

    /// <summary>The classes that show and hide it; see <see cref="TonightSteps.Style"/>.</summary>
    public string Classes => string.Join(' ', Places.Select(place => $"at-{place}").Prepend("at").Concat(Closed.Keys.Select(chip => $"off-{chip}")));
}
