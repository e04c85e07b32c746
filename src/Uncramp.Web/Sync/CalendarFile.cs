using System.Text;

namespace Uncramp.Web.Sync;

/// <summary>A file for a calendar (RFC 5545).</summary>
internal static class CalendarFile
{
    private const int LineBytes = 75;

    /// <summary>The file with these events, each as the lines between its begin and its end.</summary>
    public static string Of(string name, IEnumerable<IReadOnlyList<string>> events)
    {
        var text = new StringBuilder();
        string[] head = ["BEGIN:VCALENDAR", "VERSION:2.0", $"PRODID:-//Uncramp//{name}//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"];
        foreach (var line in head.Concat(events.SelectMany(lines => lines.Prepend("BEGIN:VEVENT").Append("END:VEVENT"))).Append("END:VCALENDAR")) Fold(text, line);
        return text.ToString();
    }

    /// <summary>A text as the value of a line.</summary>
    public static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    /// <summary>A line may have 75 bytes; what is longer goes on after a break and a space, never inside a letter.</summary>
    private static void Fold(StringBuilder text, string line)
    {
        var used = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (used + rune.Utf8SequenceLength > LineBytes)
            {
                text.Append("\r\n ");
                used = 1;
            }
            text.Append(rune.ToString());
            used += rune.Utf8SequenceLength;
        }
        text.Append("\r\n");
    }
}
