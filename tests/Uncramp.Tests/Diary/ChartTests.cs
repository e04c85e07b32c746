using System.Xml.Linq;
using Uncramp.Diary;
using Uncramp.Diary.Charts;

namespace Uncramp.Tests;

public sealed class ChartTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private static readonly MedicineCourse Indapamide = new() { Id = A.Id(9), Name = "Indapamide <SR> & co", Started = RoughDate.Parse("2026-02-10"), Logged = A.Morning };

    public static IReadOnlyList<TheoryDataRow<Chart>> Charts { get; } =
    [
        NightCalendar.Of(A.Nights(0, 1, -1, 2, 0, 12)), NightCalendar.Of([]),
        RateChart.Of(RollingRate.Of(A.Nights([.. Enumerable.Range(0, 90).Select(i => i % 4 == 0 ? 1 : 0)])), [Indapamide]), RateChart.Of([], [Indapamide]),
        HourChart.Of([.. Enumerable.Range(0, 24)]), HourChart.Of(new int[24]),
    ];

    [Theory, MemberData(nameof(Charts))]
    public void A_picture_is_whole_without_a_style_sheet_and_says_what_it_shows(Chart chart)
    {
        var svg = XDocument.Parse(chart.Svg).Root!;
        svg.Attribute("viewBox").ShouldNotBeNull();
        svg.Attribute("role")!.Value.ShouldBe("img");
        var labels = svg.Attribute("aria-labelledby")!.Value.Split(' ');
        svg.Element(Svg + "title")!.Attribute("id")!.Value.ShouldBe(labels[0]);
        svg.Element(Svg + "desc")!.Attribute("id")!.Value.ShouldBe(labels[1]);
        svg.Element(Svg + "desc")!.Value.ShouldBe(chart.Description);
        svg.Descendants().Attributes("style").ShouldBeEmpty();
        svg.Descendants(Svg + "style").ShouldBeEmpty();
        chart.Svg.ShouldNotContain("NaN");
        chart.Rows.ShouldAllBe(row => row.Count == chart.Columns.Count);
    }

    [Theory, MemberData(nameof(Charts))]
    public void Nothing_lies_outside_the_picture(Chart chart)
    {
        var svg = XDocument.Parse(chart.Svg).Root!;
        var box = svg.Attribute("viewBox")!.Value.Split(' ').Select(Number).ToArray();
        foreach (var at in svg.Descendants().SelectMany(shape => shape.Attributes()).Where(attribute => attribute.Name.LocalName is "x" or "cx" or "x1" or "x2")) Number(at.Value).ShouldBeInRange(0, box[2]);
        foreach (var at in svg.Descendants().SelectMany(shape => shape.Attributes()).Where(attribute => attribute.Name.LocalName is "y" or "cy" or "y1" or "y2")) Number(at.Value).ShouldBeInRange(0, box[3]);
    }

    [Fact]
    public void Quiet_missing_and_cramps_are_three_shapes()
    {
        var circles = XDocument.Parse(NightCalendar.Of(A.Nights(0, -1, 3)).Svg).Descendants(Svg + "circle").ToList();
        circles.Select(circle => circle.Attribute("class")!.Value).ShouldBe(["quiet", "missing", "cramps"]);
        circles[0].Attribute("fill")!.Value.ShouldBe("none");
        circles[0].Attribute("stroke-dasharray").ShouldBeNull();
        circles[1].Attribute("stroke-dasharray").ShouldNotBeNull();
        circles[2].Attribute("fill")!.Value.ShouldNotBe("none");
    }

    [Fact]
    public void The_table_says_not_known_and_never_zero_for_a_missing_night() =>
        NightCalendar.Of(A.Nights(0, -1, 3)).Rows.Select(row => row[2]).ShouldBe(["0", "not known", "3"]);

    [Fact]
    public void A_medicine_start_is_laid_over_the_rate_with_keep_taking_it()
    {
        var chart = RateChart.Of(RollingRate.Of(A.Nights([.. Enumerable.Repeat(1, 60)])), [Indapamide, Indapamide with { Name = "Too early", Started = RoughDate.Parse("2020") }]);
        chart.Svg.ShouldContain("A  Indapamide &lt;SR&gt; &amp; co, from 10 Feb 2026");
        chart.Svg.ShouldContain("Keep taking your medicines.");
        chart.Svg.ShouldNotContain("Too early");
        chart.Description.ShouldContain("does not prove a cause");
        RateChart.Of(RollingRate.Of(A.Nights([.. Enumerable.Repeat(1, 60)])), [Indapamide], advice: null).Svg.ShouldNotContain("Keep taking");
    }

    [Fact]
    public void A_gap_in_the_diary_is_a_gap_in_the_line()
    {
        var chart = RateChart.Of(RollingRate.Of(A.Nights([.. Enumerable.Repeat(1, 40), .. Enumerable.Repeat(-1, 30), .. Enumerable.Repeat(1, 40)])), []);
        XDocument.Parse(chart.Svg).Descendants(Svg + "polyline").Count().ShouldBe(2);
    }

    [Fact]
    public void A_chart_of_hours_needs_a_day() => Should.Throw<ArgumentException>(() => HourChart.Of([1, 2]));

    private static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
