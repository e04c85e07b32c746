using Microsoft.EntityFrameworkCore;
using Uncramp.Fhir.CdsHooks;
using Uncramp.Web.Storage;

namespace Uncramp.Web.CdsHooks;

/// <summary>How often a card was taken or set aside.</summary>
/// <param name="Entry">The id of the entry; empty: unknown.</param>
/// <param name="Service">The service.</param>
/// <param name="Accepted">How many cards were accepted.</param>
/// <param name="Suggestions">How many suggestions were taken.</param>
/// <param name="Overridden">How many cards were set aside.</param>
/// <param name="Reasons">How often for which reason; empty: none was given.</param>
public sealed record CardCount(string Entry, string Service, int Accepted, int Suggestions, int Overridden, IReadOnlyDictionary<string, int> Reasons);

/// <summary>What clinicians did with cards, counted.</summary>
internal sealed class FeedbackStore(Database database)
{
    /// <summary>Keeps all of it or nothing. Of one card the newest counts.</summary>
    public async Task Keep(string service, IReadOnlyList<Feedback> feedback, DateOnly day)
    {
        var newest = feedback.GroupBy(row => row.Card).Select(group => group.Last()).ToList();
        try
        {
            await Write();
        }
        catch (DbUpdateException)
        {
            await Write(); // the same card came twice at once; now its row is there
        }

        async Task Write()
        {
            await using var db = database.Open();
            var cards = newest.ConvertAll(row => row.Card);
            var known = await db.CardFeedback.Where(row => cards.Contains(row.Card)).ToDictionaryAsync(row => row.Card);
            foreach (var one in newest)
            {
                if (!known.TryGetValue(one.Card, out var row)) db.Add(row = new CardFeedback { Card = one.Card });
                (row.Service, row.Entry, row.Accepted, row.Suggestions, row.Reason, row.Day) = (service, one.Entry?.Id ?? "", one.Accepted, one.Suggestions, one.Reason ?? "", day);
            }
            await db.SaveChangesAsync();
        }
    }

    /// <summary>The counts, by entry and service.</summary>
    public async Task<IReadOnlyList<CardCount>> Counts()
    {
        await using var db = database.Open();
        var rows = await db.CardFeedback.AsNoTracking().GroupBy(row => new { row.Entry, row.Service, row.Accepted, row.Reason }).Select(group => new { group.Key, Count = group.Count(), Suggestions = group.Sum(row => row.Suggestions) }).ToListAsync();
        return
        [
            .. rows.GroupBy(row => (row.Key.Entry, row.Key.Service)).OrderBy(group => group.Key.Entry, StringComparer.Ordinal).ThenBy(group => group.Key.Service, StringComparer.Ordinal).Select(group => new CardCount(
                group.Key.Entry, group.Key.Service,
                group.Where(row => row.Key.Accepted).Sum(row => row.Count), group.Sum(row => row.Suggestions), group.Where(row => !row.Key.Accepted).Sum(row => row.Count),
                group.Where(row => !row.Key.Accepted).ToDictionary(row => row.Key.Reason, row => row.Count))),
        ];
    }
}
