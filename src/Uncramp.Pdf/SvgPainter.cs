using System.Globalization;
using System.Xml.Linq;
using SkiaSharp;

namespace Uncramp.Pdf;

/// <summary>
/// Draws the core's charts from their own SVG, so that the picture on paper is the picture on the page. It knows the six shapes that the core
/// writes and no more; a shape it does not know is an error and not a gap.
/// </summary>
internal static class SvgPainter
{
    /// <summary>How high a picture is when it is so wide.</summary>
    public static float Height(string svg, float width) => Box(XElement.Parse(svg)) is var box ? width * box.Height / box.Width : 0;

    /// <summary>Draws a picture so wide with its corner at a point.</summary>
    /// <exception cref="NotSupportedException">The picture holds a shape that charts have not.</exception>
    public static void Draw(SKCanvas canvas, string svg, float x, float y, float width, Letters letters)
    {
        var root = XElement.Parse(svg);
        var scale = width / Box(root).Width;
        canvas.Save();
        canvas.Translate(x, y);
        canvas.Scale(scale);
        foreach (var shape in root.Elements()) Draw(canvas, shape, letters);
        canvas.Restore();
    }

    private static void Draw(SKCanvas canvas, XElement shape, Letters letters)
    {
        float At(string name) => Number(shape.Attribute(name)?.Value ?? "0");
        switch (shape.Name.LocalName)
        {
            case "title" or "desc":
                return;
            case "text":
                var text = shape.Value;
                var size = At("font-size");
                var before = (string?)shape.Attribute("text-anchor") switch { "middle" => letters.Width(text, bold: false, size) / 2, "end" => letters.Width(text, bold: false, size), _ => 0 };
                letters.Draw(canvas, text, At("x") - before, At("y"), bold: false, size, Colour((string?)shape.Attribute("fill")));
                return;
        }
        using var path = new SKPath();
        switch (shape.Name.LocalName)
        {
            case "line":
                path.MoveTo(At("x1"), At("y1"));
                path.LineTo(At("x2"), At("y2"));
                break;
            case "circle":
                path.AddCircle(At("cx"), At("cy"), At("r"));
                break;
            case "rect":
                path.AddRect(SKRect.Create(At("x"), At("y"), At("width"), At("height")));
                break;
            case "polygon" or "polyline":
                path.AddPoly([.. ((string)shape.Attribute("points")!).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split(',')).Select(pair => new SKPoint(Number(pair[0]), Number(pair[1])))],
                    close: shape.Name.LocalName == "polygon");
                break;
            default:
                throw new NotSupportedException($"Charts have no shape '{shape.Name.LocalName}'.");
        }
        Fill(canvas, shape, path);
        Stroke(canvas, shape, path);
    }

    private static void Fill(SKCanvas canvas, XElement shape, SKPath path)
    {
        if ((string?)shape.Attribute("fill") is not { } fill || fill == "none") return;
        using var paint = new SKPaint { Style = SKPaintStyle.Fill, IsAntialias = true, Color = Colour(fill).WithAlpha(Alpha(shape, "fill-opacity")) };
        canvas.DrawPath(path, paint);
    }

    private static void Stroke(SKCanvas canvas, XElement shape, SKPath path)
    {
        if ((string?)shape.Attribute("stroke") is not { } stroke || stroke == "none") return;
        using var dashes = (string?)shape.Attribute("stroke-dasharray") is { } pattern ? SKPathEffect.CreateDash([.. pattern.Split(' ').Select(Number)], 0) : null;
        using var paint = new SKPaint
        {
            Style = SKPaintStyle.Stroke,
            IsAntialias = true,
            Color = Colour(stroke).WithAlpha(Alpha(shape, "stroke-opacity")),
            StrokeWidth = Number((string?)shape.Attribute("stroke-width") ?? "1"),
            StrokeCap = (string?)shape.Attribute("stroke-linecap") == "round" ? SKStrokeCap.Round : SKStrokeCap.Butt,
            StrokeJoin = (string?)shape.Attribute("stroke-linejoin") == "round" ? SKStrokeJoin.Round : SKStrokeJoin.Miter,
            PathEffect = dashes,
        };
        canvas.DrawPath(path, paint);
    }

    private static byte Alpha(XElement shape, string name) => (byte)Math.Round(255 * Number((string?)shape.Attribute(name) ?? "1"));

    private static SKRect Box(XElement svg)
    {
        var box = ((string)svg.Attribute("viewBox")!).Split(' ').Select(Number).ToArray();
        return SKRect.Create(box[0], box[1], box[2], box[3]);
    }

    private static SKColor Colour(string? colour) => colour is null or "currentColor" ? SKColors.Black : SKColor.Parse(colour);

    private static float Number(string text) => float.Parse(text, CultureInfo.InvariantCulture);
}
