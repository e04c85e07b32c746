using Uncramp.Knowledge;

namespace Uncramp.Tests;

/// <summary>Every line of phrases.txt is heard as it is meant.</summary>
public sealed class PhraseFileTests
{
    private static readonly string File = Repository.Folder("tests", "Uncramp.Tests", "Facts", "phrases.txt");

    public static TheoryData<string> Lines => [.. SpokenLine.ReadAll(File).Select(line => line.List == "symptoms" ? line.Text : $"{line.List}: {line.Text}")];

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_phrase_is_heard_as_it_is_meant(string phrase)
    {
        var line = SpokenLine.ReadAll(File).First(line => phrase == line.Text || phrase == $"{line.List}: {line.Text}");
        line.Differences(KnowledgeBase.BuiltIn).ShouldBeEmpty();
    }

    [Fact]
    public void No_phrase_stands_twice_in_the_file() =>
        SpokenLine.ReadAll(File).GroupBy(line => (line.List, line.Text)).Where(group => group.Count() > 1).ShouldBeEmpty();
}
