using System.Globalization;
using System.Net;
using System.Text;

namespace Uncramp.Diary.Charts;

/// <summary>Writes the few shapes that the charts are made of. Lengths are in units of the view box; text is 12 of them high.</summary>
internal sealed class Svg
{
    public const int Width = 360;

    private readonly StringBuilder body = new();

    public Svg Line(double x1, double y1, double x2, double y2, string @class, double width = 1, string dashes = "", double opacity = 1)
    {
        body.Append(CultureInfo.InvariantCulture, $"<line class=\"{@class}\" x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" x2=\"{x2:0.#}\" y2=\"{y2:0.#}\" stroke=\"currentColor\" stroke-width=\"{width:0.#}\"{Dashes(dashes)}{(opacity < 1 ? string.Create(CultureInfo.InvariantCulture, $" stroke-opacity=\"{opacity:0.#}\"") : "")}/>\n");
        return this;
    }

    public Svg Ring(double x, double y, double radius, string @class, double width, string dashes = "")
    {
        body.Append(CultureInfo.InvariantCulture, $"<circle class=\"{@class}\" cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"{radius:0.#}\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"{width:0.#}\"{Dashes(dashes)}/>\n");
        return this;
    }

    public Svg Disc(double x, double y, double radius, string @class)
    {
        body.Append(CultureInfo.InvariantCulture, $"<circle class=\"{@class}\" cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"{radius:0.#}\" fill=\"currentColor\"/>\n");
        return this;
    }

    public Svg Bar(double x, double y, double width, double height, string @class)
    {
        body.Append(CultureInfo.InvariantCulture, $"<rect class=\"{@class}\" x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{width:0.#}\" height=\"{height:0.#}\" fill=\"currentColor\"/>\n");
        return this;
    }

    public Svg Area(IEnumerable<(double X, double Y)> corners, string @class)
    {
        body.Append(CultureInfo.InvariantCulture, $"<polygon class=\"{@class}\" points=\"{Points(corners)}\" fill=\"currentColor\" fill-opacity=\"0.2\"/>\n");
        return this;
    }

    public Svg Path(IEnumerable<(double X, double Y)> points, string @class)
    {
        body.Append(CultureInfo.InvariantCulture, $"<polyline class=\"{@class}\" points=\"{Points(points)}\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\" stroke-linejoin=\"round\" stroke-linecap=\"round\"/>\n");
        return this;
    }

    /// <summary>Text whose baseline is at y; <paramref name="anchor"/> is start, middle or end.</summary>
    public Svg Text(double x, double y, string text, string @class, string anchor = "start", string fill = "currentColor")
    {
        body.Append(CultureInfo.InvariantCulture, $"<text class=\"{@class}\" x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\" font-size=\"12\" fill=\"{fill}\">{Safe(text)}</text>\n");
        return this;
    }

    /// <summary>The whole picture. <paramref name="id"/> must be the only one of its name on the page.</summary>
    public string Whole(string id, string @class, double height, string title, string description) => string.Create(CultureInfo.InvariantCulture,
        $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart {@class}\" viewBox=\"0 0 {Width} {height:0.#}\" role=\"img\" aria-labelledby=\"{id}-title {id}-about\">\n<title id=\"{id}-title\">{Safe(title)}</title>\n<desc id=\"{id}-about\">{Safe(description)}</desc>\n{body}</svg>\n");

    private static string Dashes(string dashes) => dashes.Length > 0 ? $" stroke-dasharray=\"{dashes}\"" : "";

    private static string Points(IEnumerable<(double X, double Y)> points) => string.Join(' ', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.X:0.#},{point.Y:0.#}")));

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
