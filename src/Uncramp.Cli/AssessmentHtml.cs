using System.Net;
using System.Text;
using Uncramp.Assessment;

namespace Uncramp.Cli;

/// <summary>An assessment as one small page without script, for mail or print.</summary>
internal static class AssessmentHtml
{
    public static string Write(Assessment.Assessment assessment)
    {
        var html = new StringBuilder();
        html.Append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Uncramp: assessment</title></head><body>\n");
        html.Append("<h1>").Append(Text(AssessmentText.Headline(assessment.Triage))).Append("</h1>\n");
        if (!assessment.Triage.Complete) html.Append("<p>Some warning signs have not been asked yet. The level may still rise.</p>\n");
        List(html, "Warning signs", assessment.Triage.Flags, flag => $"<strong>{Text(flag.Entry.Title)}</strong>: {Text(flag.Level.Say)}", flag => flag.Because);
        List(html, "Please note", assessment.Warnings, row => Text(row.Entry.Say!), row => row.Because);
        List(html, "What may be behind the cramps", assessment.Contributors, row => $"<strong>{Text(row.Entry.Title)}</strong>: {Text(row.Entry.Say)}", row => row.Because);
        List(html, "What it may be instead", assessment.Lookalikes, row => $"<strong>{Text(row.Entry.Title)}</strong>: {Text(row.Entry.Say)}", row => row.Because);
        List(html, "Your medicines", assessment.Medicines, row => $"<strong>{Text(row.Given)}</strong>: {Text(AssessmentJson.MedicineMessage(row))}", _ => []);
        List(html, "Tests to talk about", assessment.Tests, row => Text(row.Entry.Title), row => row.Because);
        List(html, "What you asked about", assessment.Considering, row => $"<strong>{Text(row.Given)}</strong>: {Text(row.Message)}", row => row.Because);
        List(html, "To prevent the next", assessment.Prevention, entry => $"<strong>{Text(entry.Title)}</strong>: {Text(assessment.Words(entry).Message)}", entry => assessment.Words(entry).Because);
        List(html, "Left out, and why", assessment.Withheld, row => $"<strong>{Text(row.Entry.Title)}</strong>: {Text(row.Message)}", row => row.Because);
        if (assessment.Record is { } record)
        {
            List(html, "Read from the record", record.Understood, row => $"{Text(row.Given)} <small>({Text(row.Entries.Count > 0 ? string.Join(", ", row.Entries.Select(entry => entry.Title)) : "no link with cramps")}; {Text(row.Path)})</small>", _ => []);
            List(html, "Read and left out", record.LeftOut, row => $"{Text(row.Given)}: {Text(row.Why)} <small>({Text(row.Path)})</small>", _ => []);
            List(html, "Could not be read", record.Problems, row => $"{Text(row.Place)}: {Text(row.What)}; {Text(row.Remedy)}", _ => []);
        }
        List(html, "Not understood", assessment.Unrecognised, row => Text(row.Given), _ => []);
        html.Append("<p><small>Knowledge ").Append(Text(assessment.Release.Version)).Append(" (").Append(assessment.Release.Hash).Append("). Not a diagnosis. Not yet signed off by a clinician.</small></p>\n</body></html>\n");
        return html.ToString();
    }

    private static void List<T>(StringBuilder html, string title, IReadOnlyList<T> rows, Func<T, string> write, Func<T, IReadOnlyList<string>> because)
    {
        if (rows.Count == 0) return;
        html.Append("<h2>").Append(title).Append("</h2>\n<ul>\n");
        foreach (var row in rows)
        {
            html.Append("<li>").Append(write(row));
            if (because(row) is { Count: > 0 } reasons) html.Append(" <small>because of ").Append(Text(string.Join(", ", reasons))).Append("</small>");
            html.Append("</li>\n");
        }
        html.Append("</ul>\n");
    }

    private static string Text(string? text) => WebUtility.HtmlEncode(text ?? "");
}
