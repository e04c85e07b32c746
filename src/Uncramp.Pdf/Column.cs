using System.Text;
using SkiaSharp;

namespace Uncramp.Pdf;

/// <summary>Text that runs down a column. Without a canvas nothing is drawn and all is measured, so that both always agree.</summary>
/// <param name="letters">What it is written with.</param>
/// <param name="canvas">Where; null: measure only.</param>
/// <param name="x">Its left edge.</param>
/// <param name="y">Where it begins.</param>
/// <param name="width">How wide.</param>
internal sealed class Column(Letters letters, SKCanvas? canvas, float x, float y, float width)
{
    private const float Leading = 1.24f;

    /// <summary>Where the next line begins.</summary>
    public float Y { get; set; } = y;

    public float X => x;

    public float Width => width;

    /// <summary>The same page at another place.</summary>
    public Column Beside(float left, float wide) => new(letters, canvas, left, Y, wide);

    /// <summary>A paragraph of stretches, plain or bold. Words longer than the column are cut where it ends.</summary>
    public void Write(float size, params IReadOnlyList<(string Text, bool Bold)> stretches)
    {
        var (at, line) = (0f, 0);
        foreach (var (word, bold, gap) in Words(stretches))
        {
            var space = gap ? letters.Width(" ", bold: false, size) : 0;
            var wide = letters.Width(word, bold, size);
            if (at > 0 && at + space + wide > width)
            {
                (at, space) = (0, 0);
                line++;
            }
            foreach (var piece in wide <= width ? [word] : Cut(word, bold, size, width - at - space))
            {
                var pieceWide = piece == word ? wide : letters.Width(piece, bold, size);
                if (at > 0 && at + space + pieceWide > width + 0.01f)
                {
                    (at, space) = (0, 0);
                    line++;
                }
                if (canvas is not null)
                {
                    // The space is written too: who copies the text wants words.
                    var baseline = Y + (line * size * Leading) + (size * 0.95f);
                    if (space > 0) letters.Draw(canvas, " ", x + at, baseline, bold: false, size);
                    letters.Draw(canvas, piece, x + at + space, baseline, bold, size);
                }
                at += space + pieceWide;
                space = 0;
            }
        }
        Y += (line + 1) * size * Leading;
    }

    public void Gap(float height) => Y += height;

    /// <summary>A line across the column.</summary>
    public void Rule(float thick)
    {
        if (canvas is null) return;
        using var paint = new SKPaint { Color = SKColors.Black, StrokeWidth = thick, IsAntialias = true };
        canvas.DrawLine(x, Y, x + width, Y, paint);
    }

    /// <summary>A bar beside what was just written.</summary>
    public void Bar(float from, float thick)
    {
        if (canvas is null) return;
        using var paint = new SKPaint { Color = SKColors.Black, IsAntialias = true };
        canvas.DrawRect(x - (2 * thick), from, thick, Y - from, paint);
    }

    public void Picture(string svg)
    {
        if (canvas is not null) SvgPainter.Draw(canvas, svg, x, Y, width, letters);
        Y += SvgPainter.Height(svg, width);
    }

    private static IEnumerable<(string Word, bool Bold, bool Gap)> Words(IReadOnlyList<(string Text, bool Bold)> stretches)
    {
        var gap = false;
        foreach (var (text, bold) in stretches)
        {
            var words = text.Split(' ');
            for (var i = 0; i < words.Length; i++)
            {
                gap |= i > 0;
                if (words[i].Length == 0) continue;
                yield return (words[i], bold, gap);
                gap = false;
            }
        }
    }

    private IEnumerable<string> Cut(string word, bool bold, float size, float first)
    {
        var (piece, room) = (new StringBuilder(), first < width / 4 ? width : first);
        foreach (var rune in word.EnumerateRunes())
        {
            piece.Append(rune.ToString());
            if (piece.Length > rune.Utf16SequenceLength && letters.Width(piece.ToString(), bold, size) > room)
            {
                piece.Length -= rune.Utf16SequenceLength;
                yield return piece.ToString();
                piece.Clear().Append(rune.ToString());
                room = width;
            }
        }
        if (piece.Length > 0) yield return piece.ToString();
    }
}
