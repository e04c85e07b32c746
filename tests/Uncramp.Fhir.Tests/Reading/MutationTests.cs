using System.Text;
using Uncramp.Fhir.Reading;
using Uncramp.Tests;

namespace Uncramp.Fhir.Tests.Reading;

/// <summary>No record makes the reader throw, hang or swell. A million and more are tried by <c>bench/records/fuzz</c>.</summary>
public sealed class MutationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_record_that_was_tampered_with_is_assessed_or_refused(int seed)
    {
        var records = new Mutation([.. Directory.EnumerateFiles(Repository.Folder("tests", "Uncramp.Fhir.Tests", "Seeds")).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)], seed);
        var (assessed, refused) = (0, 0);
        for (var i = 0; i < 1500; i++)
        {
            var record = records.Next();
            try
            {
                if (Mutation.Assess(record)) assessed++;
                else refused++;
            }
            catch (Exception error)
            {
                Assert.Fail($"{error.GetType().Name}: {error.Message}\n{Encoding.UTF8.GetString(record)}\n{error.StackTrace}");
            }
        }
        assessed.ShouldBeGreaterThan(100);
        refused.ShouldBeGreaterThan(200);
    }

    [Fact]
    public void A_large_list_of_anything_is_read_in_time_that_grows_with_its_length()
    {
        foreach (var part in new[] { "{}", "null", "7", "[]", "{\"resource\":{}}", "{\"resource\":{\"resourceType\":\"Condition\",\"code\":7}}", "{\"fullUrl\":\"urn:uuid:a\",\"resource\":{\"resourceType\":\"Patient\"}}" })
        {
            var bytes = Encoding.UTF8.GetBytes("{\"resourceType\":\"Bundle\",\"entry\":[" + string.Join(',', Enumerable.Repeat(part, 200_000)) + "]}");
            var watch = System.Diagnostics.Stopwatch.StartNew();
            BundleReader.Read(bytes, "record");
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10), part);
        }
    }

    [Fact]
    public void More_than_64_MB_are_refused_unread() =>
        BundleReader.Read(new byte[BundleReader.MaxBytes + 1], "record").Problems.ShouldHaveSingleItem().What.ShouldContain("64,000,000");
}
