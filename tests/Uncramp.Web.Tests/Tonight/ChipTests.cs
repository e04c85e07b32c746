using Uncramp.Assessment;
using Uncramp.Facts;
using Uncramp.Knowledge;
using Case = Uncramp.Facts.Case;
using Position = Uncramp.Knowledge.Position;

namespace Uncramp.Web.Tests;

/// <summary>What the page shows for a place and for what a person says of themselves is what the engine offers, no more and no less.</summary>
public sealed class ChipTests(RunningApp app)
{
    private static readonly KnowledgeBase Knowledge = KnowledgeBase.BuiltIn;

    private static readonly List<Entry> Chips = [.. Knowledge.Entries.Where(entry => entry.Finding?.Tonight is not null)];

    private static readonly List<Entry> Reliefs = [.. Knowledge.OfKind(EntryKind.Relief).Where(entry => entry.Measure!.Tonight is not null)];

    [Fact]
    public async Task Every_chip_and_every_pair_shows_exactly_what_the_engine_offers_at_every_place()
    {
        await using var visit = await app.Visit(script: false);
        await visit.Page.GotoAsync("/tonight");
        foreach (var place in Reliefs.Select(entry => entry.Measure!.Tonight!.Place).OfType<TonightPlace>())
            foreach (var chips in Sets())
            {
                var offered = Assess(place.Site, chips).Relief.Where(entry => Reliefs.Contains(entry) && (entry.Measure!.Tonight!.Place is null || entry.Measure.Tonight.Place.Id == place.Id)).Select(entry => entry.Id);
                (await Shown(visit, place.Id, chips)).ShouldBe(offered, ignoreOrder: true, $"{place.Id} with {string.Join(" and ", chips.Select(Name))}");
            }
    }

    [Fact]
    public async Task Pregnant_nothing_is_done_flat_on_the_back()
    {
        await using var visit = await app.Visit(script: false);
        await visit.Page.GotoAsync("/tonight");
        foreach (var place in Places())
        {
            foreach (var id in await Shown(visit, place, Chip("pregnancy")))
                if (Knowledge.Find(id)!.Measure!.Positions is { Count: > 0 } positions) positions.ShouldContain(position => position != Position.OnBack, id);
            foreach (var line in await Lines(visit))
                if (line.Contains("back", StringComparison.OrdinalIgnoreCase) && line.Contains("lie", StringComparison.OrdinalIgnoreCase)) line.ShouldContain("Do not lie flat on your back.");
        }
        (await visit.Page.InnerTextAsync("main")).ShouldContain("Do not lie flat on your back.");
    }

    [Fact]
    public async Task Numb_feet_have_no_heat_and_no_ice_and_are_told_why()
    {
        await using var visit = await app.Visit(script: false);
        await visit.Page.GotoAsync("/tonight");
        foreach (var place in Places())
        {
            (await Shown(visit, place, Chip("poor-feeling-or-flow"))).ShouldNotContain(id => id == "relief/heat" || id == "relief/ice");
            (await Lines(visit)).Where(line => line.Contains("warm", StringComparison.OrdinalIgnoreCase) || line.Contains("Ice in", StringComparison.Ordinal)).ShouldBeEmpty();
        }
        (await visit.Page.InnerTextAsync("main")).ShouldContain("Use no heat and no ice.");
    }

    [Fact]
    public async Task Who_cannot_stand_is_not_told_to_stand_or_walk()
    {
        await using var visit = await app.Visit(script: false);
        await visit.Page.GotoAsync("/tonight");
        foreach (var place in Places())
            foreach (var id in await Shown(visit, place, Chip("cannot-stand-tonight")))
                if (Knowledge.Find(id)!.Measure!.Positions is { Count: > 0 } positions) positions.ShouldContain(position => position != Position.Standing, id);
        foreach (var line in await Lines(visit))
            if (line.StartsWith("Stand", StringComparison.Ordinal) || line.StartsWith("Walk", StringComparison.Ordinal)) line.ShouldBeEmpty();
    }

    [Fact]
    public async Task On_dialysis_nobody_is_told_to_drink_or_to_take_salt()
    {
        await using var visit = await app.Visit(script: false);
        await visit.Page.GotoAsync("/tonight");
        foreach (var place in Places())
        {
            await Shown(visit, place, Chip("dialysis"));
            foreach (var line in await Lines(visit))
                if (line.Contains("drink", StringComparison.OrdinalIgnoreCase) || line.Contains("salt", StringComparison.OrdinalIgnoreCase) || line.Contains("magnesium", StringComparison.OrdinalIgnoreCase) || line.Contains("banana", StringComparison.OrdinalIgnoreCase))
                    line.ShouldStartWith("Keep to your team’s limits for drink and salt.");
        }
    }

    [Fact]
    public async Task A_helper_reads_commands_for_two_and_asks_leave_first()
    {
        await using var night = await Night.Open(app);
        await night.Visit.Pick("helper");
        foreach (var entry in Reliefs.Where(entry => entry.Measure!.Tonight!.Turn == TonightTurn.First))
        {
            var step = entry.Measure!.Tonight!;
            step.Helper.ShouldNotBeEmpty(entry.Id);
            step.Helper[0].ShouldStartWith("Ask first: may I", customMessage: entry.Id);
            await night.Visit.Pick($"place-{step.Place!.Id}");
            (await night.Page.Locator(".helped li:visible").AllInnerTextsAsync()).Select(text => text.Trim()).ShouldBe(step.Helper);
        }
        await night.Start();
        (await night.Text("#hold-do")).ShouldStartWith("Ask first: may I");
    }

    [Fact]
    public async Task Chips_are_remembered_on_this_phone_but_not_who_helps()
    {
        await using var night = await Night.Open(app);
        await night.Visit.Pick("chip-dialysis");
        await night.Visit.Pick("helper");
        await night.Page.ReloadAsync();
        await Night.Ready(night.Page);
        (await night.Page.IsCheckedAsync("#chip-dialysis")).ShouldBeTrue();
        (await night.Page.IsCheckedAsync("#helper")).ShouldBeFalse();
    }

    private static IEnumerable<Entry[]> Sets()
    {
        yield return [];
        for (var i = 0; i < Chips.Count; i++)
        {
            yield return [Chips[i]];
            for (var j = i + 1; j < Chips.Count; j++) yield return [Chips[i], Chips[j]];
        }
    }

    private static IEnumerable<string> Places() => Reliefs.Select(entry => entry.Measure!.Tonight!.Place?.Id).OfType<string>();

    private static Entry[] Chip(string name) => [Chips.Single(entry => Name(entry) == name)];

    private static string Name(Entry entry) => entry.Id[(entry.Id.IndexOf('/', StringComparison.Ordinal) + 1)..];

    private static Uncramp.Assessment.Assessment Assess(string site, Entry[] chips) => Assessor.Assess(FactsBuilder.Build(Knowledge, new Case
    {
        Choices = new Dictionary<string, IReadOnlyList<string>> { ["cramps.sites"] = [site] },
        Statements = [.. chips.Select(chip => new CodedStatement(StatementKind.Symptom, chip.Id, Name(chip)))],
    }).Facts, withQuestions: false);

    private static Task<string[]> Shown(Visit visit, string place, Entry[] chips) => visit.Page.EvaluateAsync<string[]>(
        """
        ([place, ...chips]) => {
          document.querySelector(`#place-${place}`).checked = true;
          for (const box of document.querySelectorAll('.chips input')) box.checked = chips.includes(box.id);
          return [...document.querySelectorAll('.card[data-relief], .more[data-relief]')].filter(card => card.checkVisibility()).map(card => card.dataset.relief);
        }
        """, (string[])[place, .. chips.Select(chip => $"chip-{Name(chip)}")]);

    private static async Task<string[]> Lines(Visit visit) => (await visit.Page.InnerTextAsync("main")).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
