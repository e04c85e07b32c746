using Uncramp.Assessment;
using Uncramp.Facts;
using Uncramp.Knowledge;

namespace Uncramp.Web.Tonight;

/// <summary>The first thing to do for a cramp at each place: what the core offers somebody of whom nothing but the place is known.</summary>
internal sealed class TonightSteps
{
    /// <summary>As many as fit in one row of a phone. The knowledge names the commonest places first.</summary>
    private const int MostSites = 5;

    private const string Site = "cramps.sites";

    public TonightSteps(KnowledgeBase knowledge)
    {
        var sites = new List<TonightSite>();
        foreach (var (site, label) in knowledge.OfField(Site)?.Finding?.Choices ?? [])
        {
            var given = new Case { Choices = new Dictionary<string, IReadOnlyList<string>> { [Site] = [site] } };
            var (facts, _) = FactsBuilder.Build(knowledge, given);
            // Only what is meant for this very place, and safe without knowing more.
            var meant = Assessor.Assess(facts, withQuestions: false).Relief
                .Where(entry => entry is { For: Criterion.Is, Measure: { Steps.Count: > 0, Gates: var gates } } && entry.Certainty is not null)
                .OrderByDescending(entry => entry.For is Criterion.Is { Choices.Count: var places } ? -places : 0).ThenByDescending(entry => entry.Certainty).ToList();
            if (meant.Count > 0) sites.Add(new TonightSite(site, label, meant[0]));
        }
        Sites = [.. sites.Take(MostSites)];
    }

    /// <summary>The places, the commonest first.</summary>
    public IReadOnlyList<TonightSite> Sites { get; }
}

/// <summary>A place of cramps and what eases one there.</summary>
public sealed record TonightSite(string Site, string Label, Entry Relief);
