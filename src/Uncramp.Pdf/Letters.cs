using System.Text;
using SkiaSharp;
using SkiaSharp.HarfBuzz;

namespace Uncramp.Pdf;

/// <summary>
/// Letters on a page. Ours first; what they lack comes from the shipped ones for Greek and Cyrillic, then from whatever the machine has.
/// A letter that nobody has becomes □ and is noted: a name must not lose a letter in silence.
/// </summary>
internal sealed class Letters : IDisposable
{
    private const int Nobody = 0x25A1;

    private static readonly SKTypeface regular = Shipped("atkinson-400");
    private static readonly SKTypeface strong = Shipped("atkinson-600");
    private static readonly SKTypeface wider = Shipped("noto-400");

    private readonly Dictionary<SKTypeface, SKShaper> shapers = [];
    private readonly Dictionary<int, SKTypeface?> found = [];

    // A page is measured again and again until it fits, mostly the same words.
    private readonly Dictionary<(string Text, bool Bold, float Size), float> widths = [];
    private readonly SKPaint ink = new() { Color = SKColors.Black, IsAntialias = true };

    /// <summary>True once a letter was asked for that no font has.</summary>
    public bool Lacking { get; private set; }

    public float Width(string text, bool bold, float size)
    {
        if (!widths.TryGetValue((text, bold, size), out var width)) widths[(text, bold, size)] = width = Runs(text, bold).Sum(run => Width(run, size));
        return width;
    }

    /// <summary>Writes from x on the baseline y.</summary>
    public void Draw(SKCanvas canvas, string text, float x, float y, bool bold, float size, SKColor? colour = null)
    {
        ink.Color = colour ?? SKColors.Black;
        foreach (var run in Runs(text, bold))
        {
            using var font = Font(run.Face, size);
            if (IsShipped(run.Face)) canvas.DrawText(run.Text, x, y, font, ink);
            else canvas.DrawShapedText(Shaper(run.Face), run.Text, x, y, font, ink);
            x += Width(run, size);
        }
    }

    public void Dispose()
    {
        ink.Dispose();
        foreach (var shaper in shapers.Values) shaper.Dispose();
    }

    private float Width((string Text, SKTypeface Face) run, float size)
    {
        using var font = Font(run.Face, size);
        return IsShipped(run.Face) ? font.MeasureText(run.Text) : Shaper(run.Face).Shape(run.Text, font).Width;
    }

    /// <summary>Stretches of one font each. Space between two words of a font belongs to it, so that what is written from the right stays whole.</summary>
    private List<(string Text, SKTypeface Face)> Runs(string text, bool bold)
    {
        var house = bold ? strong : regular;
        if (house.ContainsGlyphs(text)) return [(text, house)];
        var runs = new List<(string Text, SKTypeface Face)>();
        var run = new StringBuilder();
        var face = house;
        var spaces = "";
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsControl(rune)) continue;
            if (rune.Value == ' ')
            {
                spaces += " ";
                continue;
            }
            var own = FaceOf(rune, house, face);
            var letter = own is null ? char.ConvertFromUtf32(Nobody) : rune.ToString();
            own ??= wider;
            if (own != face)
            {
                // Space at a seam is written with our own letters.
                if (run.Length > 0) runs.Add((run.ToString(), face));
                if (spaces.Length > 0) runs.Add((spaces, house));
                run.Clear();
                face = own;
            }
            else run.Append(spaces);
            spaces = "";
            run.Append(letter);
        }
        if (run.Length > 0) runs.Add((run.ToString(), face));
        if (spaces.Length > 0) runs.Add((spaces, house));
        return runs;
    }

    private SKTypeface? FaceOf(Rune rune, SKTypeface house, SKTypeface now)
    {
        if (house.ContainsGlyph(rune.Value)) return house;
        if (now.ContainsGlyph(rune.Value)) return now;
        // A mark or a joiner that stands for nothing by itself.
        if (Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.EnclosingMark) return now;
        if (wider.ContainsGlyph(rune.Value)) return wider;
        if (!found.TryGetValue(rune.Value, out var other)) found[rune.Value] = other = Machines(rune.Value);
        Lacking |= other is null;
        return other;
    }

    /// <summary>A font of this machine that has the letter; null when none has.</summary>
    private static SKTypeface? Machines(int letter)
    {
        var fonts = SKFontManager.Default;
        if (fonts.MatchCharacter(letter) is { } match && match.ContainsGlyph(letter)) return match;
        // Where fonts are only a folder nothing is matched; then each is asked.
        foreach (var family in fonts.FontFamilies)
            if (fonts.MatchFamily(family) is { } face && face.ContainsGlyph(letter)) return face;
        return null;
    }

    // Ours hold whole letters of Latin, Greek and Cyrillic; other scripts join theirs or run from the right.
    private static bool IsShipped(SKTypeface face) => face == regular || face == strong || face == wider;

    private SKShaper Shaper(SKTypeface face)
    {
        if (!shapers.TryGetValue(face, out var shaper)) shapers[face] = shaper = new SKShaper(face);
        return shaper;
    }

    private static SKFont Font(SKTypeface face, float size) => new(face, size) { Subpixel = true };

    private static SKTypeface Shipped(string name)
    {
        using var stream = typeof(Letters).Assembly.GetManifestResourceStream(name)!;
        using var data = SKData.Create(stream);
        return SKTypeface.FromData(data);
    }
}
