using System.Text.RegularExpressions;
using Uncramp.Assessment;
using Uncramp.Knowledge;

namespace Uncramp.Tests;

/// <summary>Some people are offered only what was judged for them, in words of their own.</summary>
public sealed partial class JudgedMeasuresTests
{
    private const string Pregnant = "person: { age: 31, sex: female, pregnancyWeeks: 31 }\nabsent: [one leg swollen]\n";

    private const string NewMeasure = """
        title: Hang a bell on the bed
        names: [bed bell]
        steps: [Hang a bell on the bed.]
        certainty: very-low
        say: We do not know if it helps.
        trialable: true
        carry-over: short
        text: |
          A bell on the bed is said to help. No one has tested it.
        checked: 2026-11-22
        sources: [source/seed-0]
        """;

    private static readonly KnowledgeBase Knowledge = KnowledgeBase.BuiltIn;

    public static TheoryData<string> Sites => [.. Knowledge.OfField("cramps.sites")!.Finding!.Choices.Select(choice => choice.Key)];

    [Theory]
    [MemberData(nameof(Sites))]
    public void In_pregnancy_every_measure_offered_was_judged_for_it(string site)
    {
        var assessment = Ask.About(Pregnant + $"cramps: {{ sites: [{site}], timing: [in-bed] }}\n", withQuestions: false);
        foreach (var measure in assessment.Relief.Concat(assessment.Prevention))
        {
            assessment.Words(measure).Because.ShouldContain("situation/pregnancy", measure.Id);
            // On the back is never the only way.
            if (measure.Measure!.Positions.Count > 0) measure.Measure.Positions.ShouldContain(position => position != Position.OnBack, measure.Id);
            foreach (var line in measure.Measure!.Steps.Append(assessment.Words(measure).Message)) line.ShouldNotMatch(OnTheBack().ToString(), measure.Id);
        }
    }

    [Fact]
    public void A_measure_nobody_judged_for_pregnancy_is_held_back_and_says_so()
    {
        var extended = With(NewMeasure);
        var assessment = Ask.About(Pregnant, extended, withQuestions: false);
        assessment.Prevention.Select(entry => entry.Id).ShouldNotContain("prevention/bed-bell");
        var held = assessment.Withheld.Single(row => row.Entry.Id == "prevention/bed-bell");
        held.Message.ShouldContain("midwife");
        held.Because.ShouldBe(["situation/pregnancy"]);
        Ask.About("person: { age: 31, sex: female }", extended, withQuestions: false).Prevention.Select(entry => entry.Id).ShouldContain("prevention/bed-bell");
    }

    [Fact]
    public void A_treatment_nobody_judged_for_pregnancy_is_asked_about_first()
    {
        var row = Ask.About(Pregnant + "considering: [mustard]\n", withQuestions: false).Considering.Single();
        row.Verdict.ShouldBe(Verdict.AskFirst);
        row.Message.ShouldContain("midwife");
    }

    [Fact]
    public void What_is_less_sure_in_pregnancy_says_so()
    {
        var stretch = Knowledge["prevention/bedtime-stretch"];
        stretch.Certainty.ShouldBe(Certainty.Low);
        Ask.About(Pregnant, withQuestions: false).Words(stretch).Certainty.ShouldBe(Certainty.VeryLow);
        Ask.About("person: { age: 68 }", withQuestions: false).Words(stretch).Message.ShouldBe(stretch.Say);
        var magnesium = Ask.About(Pregnant + "considering: [magnesium]\n", withQuestions: false).Considering.Single();
        magnesium.Certainty.ShouldBe(Certainty.VeryLow);
        magnesium.Sources.ShouldContain("source/nygaard-2008-mg");
    }

    [Fact]
    public void General_advice_is_not_said_to_somebody_it_was_just_withheld_from()
    {
        var row = Ask.About("conditions: [dialysis]\nconsidering: [drink more water]\n", withQuestions: false).Considering.Single();
        row.Verdict.ShouldBe(Verdict.Avoid);
        row.Message.ShouldBe("On dialysis, keep to your own fluid limit. Ask your dialysis team.");
    }

    [Fact]
    public void On_dialysis_the_dialysis_team_is_the_one_to_see() =>
        Ask.About("conditions: [dialysis]", withQuestions: false).Triage.Who.ShouldBe("your dialysis team");

    private static KnowledgeBase With(string measure)
    {
        var (documents, unreadable) = KnowledgeReader.Parse(KnowledgeFolder.Files(Repository.Folder("knowledge")).Append(("prevention/bed-bell.yaml", measure)));
        var (knowledge, problems) = KnowledgeReader.Read(documents);
        unreadable.Concat(problems).Select(problem => problem.ToString()).ShouldBeEmpty();
        return knowledge;
    }

    [GeneratedRegex("(?i)on your back|lie (down )?flat|face up|lie back")]
    private static partial Regex OnTheBack();
}
