using System.Globalization;
using System.Text;

namespace Uncramp.Diary;

/// <summary>The nights as a table for a spreadsheet: RFC 4180, UTF-8, one row a night, missing nights included and left empty.</summary>
public static class DiaryCsv
{
    private static readonly (string Name, Func<NightRow, string?> Of)[] Columns =
    [
        ("night", row => row.Night.ToString()),
        ("state", row => row.State.ToString().ToLowerInvariant()),
        ("cramps", row => Number(row.Cramps)),
        ("cramps on dialysis machine", row => Number(row.OnTheMachine)),
        ("longest minutes", row => Number(row.Episodes.Max(episode => episode.Minutes))),
        ("worst pain 0 to 10", row => Number(row.Episodes.Max(episode => episode.Severity))),
        ("minutes awake", row => Number(row.MinutesAwake)),
        ("exercise", row => row.Log?.Exercise),
        ("standing", row => YesNo(row.Log?.Standing)),
        ("fluid", row => row.Log?.Fluid),
        ("alcohol", row => Number(row.Log?.Alcohol)),
        ("cold", row => YesNo(row.Log?.Cold)),
        ("footwear", row => row.Log?.Footwear),
        ("stretched", row => YesNo(row.Log?.Stretched)),
        ("did what is tried", row => YesNo(row.Log?.Did)),
        ("side effect", row => row.Log?.SideEffect),
        ("dialysis", row => YesNo(row.Dialysis)),
        ("tags", row => string.Join("; ", (row.Log?.Tags ?? []).Concat(row.Episodes.SelectMany(episode => episode.Tags ?? [])).Distinct())),
        ("note", row => row.Log?.Note),
    ];

    /// <summary>The table as text, with a heading.</summary>
    public static string Write(IEnumerable<NightRow> rows)
    {
        var text = new StringBuilder();
        Line(text, Columns.Select(column => column.Name));
        foreach (var row in rows) Line(text, Columns.Select(column => column.Of(row)));
        return text.ToString();
    }

    private static void Line(StringBuilder text, IEnumerable<string?> cells) => text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");

    private static string Cell(string? value)
    {
        if (string.IsNullOrEmpty(value)) return "";
        // A spreadsheet runs what begins like a formula. No cell of ours does, so an apostrophe in front loses nothing.
        if (value[0] is '=' or '+' or '-' or '@') value = $"'{value}";
        return value.AsSpan().ContainsAny(",\"\r\n") ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
    }

    private static string? Number(double? value) => value?.ToString(CultureInfo.InvariantCulture);

    private static string? YesNo(bool? value) => value switch { true => "yes", false => "no", null => null };
}
