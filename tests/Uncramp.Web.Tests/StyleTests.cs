using System.Globalization;
using System.Text.RegularExpressions;

namespace Uncramp.Web.Tests;

/// <summary>The stylesheets, held against the rules that the eye cannot check in every theme.</summary>
public sealed partial class StyleTests
{
    private static readonly string Layout = Path.Combine(Root(), "src", "Uncramp.Web", "Layout");
    private static readonly string Tokens = File.ReadAllText(Path.Combine(Layout, "tokens.css"));
    private static readonly string Sheet = Tokens + File.ReadAllText(Path.Combine(Layout, "app.css"));

    /// <summary>What stands on what. Lines need 3 to 1, all else 4.5.</summary>
    private static readonly (string Over, string Ground)[] Pairs =
    [
        .. from over in new[] { "text", "quiet", "heading", "link", "accent", "flag", "line" } from ground in new[] { "ground", "panel" } select (over, ground),
        .. from over in new[] { "text", "quiet", "link", "accent" } select (over, "band"),
        ("on-action", "action"), ("on-focus", "focus"), ("ring", "ground"), ("ring", "panel"),
        .. from level in new[] { "self-care", "appointment", "same-day", "emergency" } select (level, $"{level}-ground"),
    ];

    public static TheoryData<string> Themes => ["day", "night", "ember", "deep", "more day", "more night"];

    [Theory]
    [MemberData(nameof(Themes))]
    public void Everything_is_readable_on_what_it_stands_on(string theme)
    {
        var names = Names(theme);
        foreach (var (over, ground) in Pairs)
            Contrast(Colour(names, over), Colour(names, ground)).ShouldBeGreaterThanOrEqualTo(over == "line" ? 3 : 4.5, $"{theme}: {over} on {ground}");
    }

    [Theory]
    [InlineData("night")]
    [InlineData("ember")]
    [InlineData("deep")]
    public void Night_is_warm_dark_and_no_riddle_to_people_who_see_no_red(string theme)
    {
        var names = Names(theme);
        foreach (var (name, value) in names.Where(pair => pair.Value.StartsWith('#')))
        {
            var (r, _, b) = Parse(value);
            b.ShouldBeLessThanOrEqualTo(0.6 * r, $"{name} {value}");
        }
        foreach (var ground in names.Keys.Where(name => name.EndsWith("ground", StringComparison.Ordinal) || name is "panel" or "band" or "action" or "focus"))
            Luminance(Colour(names, ground)).ShouldBeLessThanOrEqualTo(0.03, ground);
        foreach (var (over, ground) in Pairs.Where(pair => pair.Over != "line"))
            Contrast(WithoutRed(Colour(names, over)), WithoutRed(Colour(names, ground))).ShouldBeGreaterThanOrEqualTo(3.7, $"{theme}: {over} on {ground}");
    }

    [Fact]
    public void A_chosen_night_and_the_night_of_the_device_are_the_same()
    {
        foreach (var (chosen, device) in new[] { ("[data-theme=night]", ":root:not([data-theme=day])"), ("[data-theme=night][data-dim=ember]", ":root:not([data-theme=day])[data-dim=ember]"), ("[data-theme=night][data-dim=deep]", ":root:not([data-theme=day])[data-dim=deep]"), (":root[data-theme=night]", ":root:root:not([data-theme=day])") })
            Block(device).ShouldBe(Block(chosen));
    }

    [Fact]
    public void Every_name_that_is_used_is_defined()
    {
        var names = Names("day");
        UsePattern().Matches(Sheet).Select(match => match.Groups[1].Value).Distinct().Where(name => !names.ContainsKey(name) && !Sheet.Contains($"--{name}:", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Colours_stand_in_the_tokens_and_in_print_only()
    {
        var page = File.ReadAllText(Path.Combine(Layout, "app.css"));
        ColourPattern().Matches(page[..page.IndexOf("@media print", StringComparison.Ordinal)]).Select(match => match.Value).ShouldBeEmpty();
    }

    [Fact]
    public void Sides_are_named_by_the_direction_of_writing()
    {
        PhysicalPattern().Matches(Sheet).Select(match => match.Value.Trim()).ShouldBeEmpty();
        // Four values name the sides too, unless both sides are the same. Border widths draw a tick, which has no direction.
        FourSidesPattern().Matches(Sheet).Where(match => match.Groups[2].Value != match.Groups[3].Value).Select(match => match.Value).ShouldBeEmpty();
    }

    [Fact]
    public void The_style_of_all_pages_weighs_at_most_26_and_a_half_kB() => System.Text.Encoding.UTF8.GetByteCount(Sheet).ShouldBeLessThanOrEqualTo(26_500);

    private static Dictionary<string, string> Names(string theme)
    {
        var names = new Dictionary<string, string>();
        foreach (var selector in theme switch
        {
            "day" => new[] { ":root" },
            "night" => [":root", "[data-theme=night]"],
            "more day" => [":root", "@more :root"],
            "more night" => [":root", "[data-theme=night]", "[data-theme=night][data-dim=deep]", ":root[data-theme=night]"],
            _ => [":root", "[data-theme=night]", $"[data-theme=night][data-dim={theme}]"],
        })
            foreach (var (name, value) in Block(selector)) names[name] = value;
        return names;
    }

    /// <summary>The names that a block of the tokens sets; "@more" for the one where more contrast is wished.</summary>
    private static SortedDictionary<string, string> Block(string selector)
    {
        var more = selector.StartsWith("@more ", StringComparison.Ordinal);
        var start = more ? Tokens.IndexOf("prefers-contrast", StringComparison.Ordinal) : 0;
        var at = Regex.Match(Tokens[start..], @$"(?<=^|[\s{{]){Regex.Escape(more ? selector[6..] : selector)} \{{([^}}]*)\}}");
        at.Success.ShouldBeTrue(selector);
        return new(NamePattern().Matches(at.Groups[1].Value).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value.Trim()));
    }

    private static (double R, double G, double B) Colour(Dictionary<string, string> names, string name) =>
        UsePattern().Match(names[name]) is { Success: true } use ? Colour(names, use.Groups[1].Value) : Parse(names[name]);

    private static (double R, double G, double B) Parse(string hex) => (Part(hex, 1), Part(hex, 3), Part(hex, 5));

    private static double Part(string hex, int at) => int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;

    private static double Linear(double part) => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4);

    private static double Luminance((double R, double G, double B) colour) => (0.2126 * Linear(colour.R)) + (0.7152 * Linear(colour.G)) + (0.0722 * Linear(colour.B));

    /// <summary>WCAG 2.2, contrast ratio.</summary>
    private static double Contrast((double, double, double) one, (double, double, double) other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    /// <summary>As people with protanopia see it: Viénot, Brettel and Mollon 1999, on linear light.</summary>
    private static (double R, double G, double B) WithoutRed((double R, double G, double B) colour)
    {
        var (r, g, b) = (Linear(colour.R), Linear(colour.G), Linear(colour.B));
        var yellow = Back((0.11238 * r) + (0.88762 * g));
        return (yellow, yellow, Back((0.00401 * r) - (0.00401 * g) + b));
        static double Back(double part) => Math.Clamp(part <= 0.0031308 ? 12.92 * part : (1.055 * Math.Pow(part, 1 / 2.4)) - 0.055, 0, 1);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Uncramp.slnx"))) folder = folder.Parent!;
        return folder.FullName;
    }

    [GeneratedRegex(@"--([a-z0-9-]+):\s*([^;]+);")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"var\(--([a-z0-9-]+)\)")]
    private static partial Regex UsePattern();

    [GeneratedRegex(@"#[0-9A-Fa-f]{3,8}\b(?![^{]*\{)|\brgba?\(")]
    private static partial Regex ColourPattern();

    [GeneratedRegex(@"(?:^|[;{\s])(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right)[a-z-]*|(?:left|right|float|clear)\s*:|text-align\s*:\s*(?:left|right)|border-(?:top|bottom)-(?:left|right)-radius)")]
    private static partial Regex PhysicalPattern();

    [GeneratedRegex(@"(?:margin|padding|inset): ?([^\s;}]+) +([^\s;}]+) +[^\s;}]+ +([^\s;}]+)")]
    private static partial Regex FourSidesPattern();
}
