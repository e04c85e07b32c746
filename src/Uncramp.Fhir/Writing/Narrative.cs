using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Uncramp.Report;

namespace Uncramp.Fhir.Writing;

/// <summary>Lines of a report as the XHTML that FHIR shows to people.</summary>
internal static class Narrative
{
    public static JsonObject Of(IEnumerable<ReportLine> lines)
    {
        var html = new StringBuilder("<div xmlns=\"http://www.w3.org/1999/xhtml\"><ul>");
        foreach (var line in lines) html.Append("<li>").Append(line.Label.Length > 0 ? $"<b>{Safe(line.Label)}:</b> " : "").Append(Safe(line.Text())).Append("</li>");
        return Generated(html.Append("</ul></div>").ToString());
    }

    public static JsonObject Of(string text) => Generated($"<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>{Safe(text)}</p></div>");

    private static JsonObject Generated(string div) => FhirJson.Of(("status", "generated"), ("div", div));

    private static string Safe(string text) => WebUtility.HtmlEncode(FhirJson.Words(text) ?? "");
}
