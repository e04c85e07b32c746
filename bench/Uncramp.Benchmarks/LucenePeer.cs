using Lucene.Net.Analysis.Core;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace Uncramp.Benchmarks;

/// <summary>
/// The same names in an in-memory Lucene.Net index: each name whole and each of its beginnings as a term. A query is the typed text
/// as a prefix of the name, or fuzzily (swaps count as one edit) as one of the beginnings.
/// </summary>
internal sealed class LucenePeer : IDisposable
{
    private const LuceneVersion Version = LuceneVersion.LUCENE_48;
    private const int LongestStart = 32;
    private readonly RAMDirectory directory = new();
    private readonly DirectoryReader reader;
    private readonly IndexSearcher searcher;

    public LucenePeer(IReadOnlyList<string> names)
    {
        using (var analyzer = new KeywordAnalyzer())
        using (var writer = new IndexWriter(directory, new IndexWriterConfig(Version, analyzer)))
        {
            foreach (var name in names)
            {
                var folded = name.ToLowerInvariant();
                var document = new Document { new StoredField("given", name), new StringField("name", folded, Field.Store.NO) };
                for (var length = 1; length <= Math.Min(folded.Length, LongestStart); length++) document.Add(new StringField("start", folded[..length], Field.Store.NO));
                writer.AddDocument(document);
            }
            writer.ForceMerge(1);
        }
        reader = DirectoryReader.Open(directory);
        searcher = new IndexSearcher(reader);
    }

    public IReadOnlyList<string> Find(string typed, int most = 10)
    {
        var edits = typed.Length < 5 ? 0 : typed.Length < 8 ? 1 : 2;
        var query = new BooleanQuery { { new PrefixQuery(new Term("name", typed)) { Boost = 10 }, Occur.SHOULD } };
        if (edits > 0) query.Add(new FuzzyQuery(new Term(typed.Length > LongestStart ? "name" : "start", typed), edits, 0, 50, transpositions: true), Occur.SHOULD);
        return [.. searcher.Search(query, most).ScoreDocs.Select(hit => searcher.Doc(hit.Doc).Get("given"))];
    }

    public void Dispose()
    {
        reader.Dispose();
        directory.Dispose();
    }
}
