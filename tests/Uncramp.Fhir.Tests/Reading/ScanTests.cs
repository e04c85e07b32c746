using System.Text;
using System.Text.Json;
using Uncramp.Fhir.Reading;
using Uncramp.Tests;

namespace Uncramp.Fhir.Tests.Reading;

/// <summary>Passing over a value ends where System.Text.Json says that it ends.</summary>
public sealed class ScanTests
{
    [Fact]
    public void A_value_ends_where_it_ends_wherever_it_stands()
    {
        string[] values =
        [
            "{}", "[]", "{\"a\":\"}\"}", "{\"a\":\"\\\\\"}", "{\"a\":\"\\\"}\"}", "[\"\\\\\\\"]\",{}]", "{\"" + new string('x', 61) + "\\\"\":[1,2]}", "[" + string.Join(',', Enumerable.Repeat("{\"k\":\"v\\\\\"}", 40)) + "]",
            "\"a\\\"b\"", "\"\"", "12.5e-3", "true", "false", "null",
        ];
        foreach (var value in values)
            for (var before = 0; before < 130; before++)
            {
                var text = Encoding.UTF8.GetBytes(new string(' ', before) + value + " , {\"]\":1}");
                var scan = new Scan(text);
                scan.Space();
                Encoding.UTF8.GetString(scan.Skip()).ShouldBe(value);
            }
    }

    [Fact]
    public void Every_value_of_the_seeds_is_passed_over_as_System_Text_Json_does()
    {
        foreach (var file in Directory.EnumerateFiles(Repository.Folder("tests", "Uncramp.Fhir.Tests", "Seeds")))
        {
            var bytes = File.ReadAllBytes(file);
            var reader = new Utf8JsonReader(bytes);
            while (reader.Read())
            {
                if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) continue;
                var start = (int)reader.TokenStartIndex;
                var skipped = reader;
                skipped.Skip();
                new Scan(bytes.AsSpan(start)).Skip().Length.ShouldBe((int)skipped.BytesConsumed - start, file);
            }
        }
    }

    [Theory]
    [InlineData("{\"a\":1")]
    [InlineData("[\"a]")]
    [InlineData("[{]")]
    [InlineData("\"a\\")]
    public void What_does_not_end_is_broken(string text) =>
        Should.Throw<BrokenJsonException>(() => { new Scan(Encoding.UTF8.GetBytes(text)).Skip(); });
}
