namespace Uncramp.Web.Tests;

/// <summary>A new cause is one file. Everything else finds it.</summary>
public sealed class OneFileTests
{
    private const string Cause = """
        title: Sleeping on a cold floor
        names: [cold floor]
        said: ["sleep cold floor"]
        question: Do you sleep on a cold floor?
        why: We made this up to test that one file is enough.
        contributes: { present: possible }
        weight: 1
        weight-means: None. It is made up.
        certainty: very-low
        say: We do not know if a cold floor matters. A mat is no harm.
        text: |
          This page was added by one file.
        claims:
          - answers: T0-01
            verdict: weak
            text: We do not know if a cold floor matters.
            certainty: very-low
            sources: [source/hallegraeff-2017-criteria]
        checked: 2026-11-22
        examples:
          - { name: on the floor, given: { habits: [I sleep on a cold floor] }, expect: { contributors: [cause/cold-floor] } }
        """;

    [Fact]
    public async Task A_cause_added_by_one_file_is_in_library_search_evidence_and_assessment()
    {
        var stop = TestContext.Current.CancellationToken;
        using var copy = new KnowledgeCopy();
        await File.WriteAllTextAsync(Path.Combine(copy.Path, "causes", "cold-floor.yaml"), Cause, stop);
        var (process, url) = await RunningApp.Another("--knowledge", copy.Path);
        using var client = new HttpClient { BaseAddress = new Uri(url) };
        try
        {
            (await client.GetStringAsync("/cause/cold-floor", stop)).ShouldContain("This page was added by one file.");
            (await client.GetStringAsync("/library", stop)).ShouldContain("Sleeping on a cold floor");
            (await client.GetStringAsync("/library?q=cold+floor", stop)).ShouldContain("href=\"/cause/cold-floor\"");
            (await client.GetStringAsync("/evidence?q=cold+floor", stop)).ShouldContain("We do not know if a cold floor matters.");
            using var response = await client.PostAsync("/api/assess", new StringContent("""{"habits":["I sleep on a cold floor"]}""", System.Text.Encoding.UTF8, "application/json"), stop);
            (await response.Content.ReadAsStringAsync(stop)).ShouldContain("cause/cold-floor");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            process.Dispose();
        }
    }
}
