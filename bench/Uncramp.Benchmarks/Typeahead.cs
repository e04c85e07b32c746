using System.Diagnostics;
using Uncramp.Facts;

namespace Uncramp.Benchmarks;

/// <summary>Time and recall of typeahead, ours and Lucene's, over the same typed texts. Every query is timed by itself, so that the slowest show.</summary>
internal static class Typeahead
{
    private const int Queries = 2000;
    private const int QueriesOfPeer = 200;
    private const int Most = 10;

    /// <summary>Of so many tries the fastest counts: what the machine did meanwhile for others is not ours.</summary>
    private const int Times = 3;

    /// <summary>One way of typing and how both fared.</summary>
    public sealed record Row(string Typing, Fared Ours, Fared Theirs);

    /// <summary>Microseconds, and the share of queries whose meaning was among the ten.</summary>
    public sealed record Fared(double Median, double P99, double Recall);

    public static IReadOnlyList<Row> Measure(IReadOnlyList<string> names)
    {
        var index = new NameIndex(names);
        using var lucene = new LucenePeer(names);
        var slips = new Slips(seed: 20261122);
        return
        [
            Row("whole names, one edit, from 5 letters", 5, 1, beginnings: false),
            Row("whole names, two edits, from 8 letters", 8, 2, beginnings: false),
            Row("beginnings, no edit, from 1 letter", 1, 0, beginnings: true),
            Row("beginnings, one edit, from 5 letters", 5, 1, beginnings: true),
            Row("beginnings, two edits, from 8 letters", 8, 2, beginnings: true),
        ];

        Row Row(string typing, int least, int edits, bool beginnings)
        {
            var longEnough = names.Where(name => name.Length >= least).ToList();
            var meant = new List<(string Meant, string Typed)>(Queries);
            for (var i = 0; i < Queries; i++)
            {
                var whole = slips.Pick(longEnough).ToLowerInvariant();
                var text = beginnings ? slips.Beginning(whole, least) : whole;
                meant.Add((text, slips.Edit(text, edits)));
            }
            return new Row(typing, Fare(meant, beginnings, typed => index.Find(typed, Most)), Fare([.. meant.Take(QueriesOfPeer)], beginnings, typed => lucene.Find(typed, Most)));
        }
    }

    private static Fared Fare(List<(string Meant, string Typed)> queries, bool beginnings, Func<string, IReadOnlyList<string>> find)
    {
        foreach (var (_, typed) in queries.Take(QueriesOfPeer)) find(typed);
        Thread.Sleep(200);
        var times = new double[queries.Count];
        var found = 0;
        for (var i = 0; i < queries.Count; i++)
        {
            var names = find(queries[i].Typed);
            times[i] = double.MaxValue;
            for (var again = 0; again < Times; again++)
            {
                var started = Stopwatch.GetTimestamp();
                find(queries[i].Typed);
                times[i] = Math.Min(times[i], Stopwatch.GetElapsedTime(started).TotalMicroseconds);
            }
            // Of a whole name that name; of a beginning any name that begins so, for it cannot say which.
            if (names.Any(name => beginnings ? name.StartsWith(queries[i].Meant, StringComparison.OrdinalIgnoreCase) : name.Equals(queries[i].Meant, StringComparison.OrdinalIgnoreCase))) found++;
        }
        Array.Sort(times);
        return new Fared(times[times.Length / 2], times[(int)(times.Length * 0.99)], (double)found / queries.Count);
    }
}
