using System.Globalization;
using System.Text;

namespace Uncramp.Trials;

/// <summary>
/// Reads the nights of one trial from a table: RFC 4180 with a heading, UTF-8, a byte order mark or none, any line ends. The column <c>cond</c> holds
/// A (without) or B (with), the column <c>count</c> the cramps of that night; an empty count or NA is a night nobody logged. All other columns are ignored.
/// </summary>
public static class TrialCsv
{
    /// <summary>The most bytes a file may have.</summary>
    public const int MaxBytes = 4_000_000;

    private const int MostProblems = 20;

    /// <summary>A night of the file.</summary>
    /// <param name="Arm">Its arm.</param>
    /// <param name="Cramps">Its cramps; null: nobody logged it.</param>
    public readonly record struct Row(Arm Arm, int? Cramps);

    /// <summary>The nights in the order of the file, or problems with their lines.</summary>
    /// <param name="utf8">The file.</param>
    /// <param name="file">Its name for messages.</param>
    public static (IReadOnlyList<Row> Rows, IReadOnlyList<Problem> Problems) Read(ReadOnlySpan<byte> utf8, string file)
    {
        if (utf8.Length > MaxBytes) return ([], [new Problem("UNC301", file, $"It has more than {MaxBytes:N0} bytes", "leave out columns that are not needed")]);
        if (utf8.StartsWith(Encoding.UTF8.Preamble)) utf8 = utf8[Encoding.UTF8.Preamble.Length..];
        var lines = Records(Encoding.UTF8.GetString(utf8)).ToList();
        if (lines.Count == 0) return ([], [new Problem("UNC302", $"{file}:1", "The file is empty", "write a heading 'cond,count' and a line for each night")]);
        var heading = lines[0].Cells.Select(cell => cell.Trim()).ToList();
        var problems = new List<Problem>();
        var (cond, count) = (Column("cond", "A for nights without the measure, B for nights with it"), Column("count", "the cramps of that night"));
        if (problems.Count > 0) return ([], problems);
        var rows = new List<Row>();
        foreach (var (line, cells) in lines.Skip(1))
        {
            if (problems.Count == MostProblems) break;
            if (cells.Count <= Math.Max(cond, count))
            {
                problems.Add(new Problem("UNC304", $"{file}:{line}", $"The line has {cells.Count} of {heading.Count} cells", "give each line as many cells as the heading has"));
                continue;
            }
            if (ArmOf(cells[cond].Trim()) is not { } arm) problems.Add(new Problem("UNC305", $"{file}:{line}", $"'{cells[cond]}' is no condition", "write A for nights without the measure, B for nights with it"));
            else if (!TryCount(cells[count].Trim(), out var cramps)) problems.Add(new Problem("UNC306", $"{file}:{line}", $"'{cells[count]}' is no number of cramps", $"write a whole number from 0 to {Counts.MostInNight}; leave it empty when nobody logged the night"));
            else rows.Add(new Row(arm, cramps));
        }
        if (problems.Count > 0) return ([], problems);
        if (rows.Count == 0) problems.Add(new Problem("UNC302", $"{file}:{lines[0].Line}", "There is a heading and no night", "add a line for each night"));
        else if (rows.TrueForAll(row => row.Cramps is null)) problems.Add(new Problem("UNC302", $"{file}:{lines[1].Line}", "No night has a count", "add the nights that were logged"));
        else foreach (var arm in (ReadOnlySpan<Arm>)[Arm.Without, Arm.With])
            if (!rows.Exists(row => row.Arm == arm && row.Cramps is not null))
                problems.Add(new Problem("UNC307", $"{file}:{lines[1].Line}", $"All logged nights are {(arm == Arm.With ? "A, none is B" : "B, none is A")}", "a comparison needs nights of both"));
        return problems.Count > 0 ? ([], problems) : (rows, []);

        int Column(string name, string holds)
        {
            var found = heading.FindIndex(cell => string.Equals(cell, name, StringComparison.OrdinalIgnoreCase));
            if (found < 0) problems.Add(new Problem("UNC303", $"{file}:{lines[0].Line}", $"There is no column '{name}'", $"add it to the heading: {holds}"));
            else if (heading.FindLastIndex(cell => string.Equals(cell, name, StringComparison.OrdinalIgnoreCase)) != found) problems.Add(new Problem("UNC303", $"{file}:{lines[0].Line}", $"The column '{name}' stands twice", "keep one of them"));
            return found;
        }
    }

    /// <summary>
    /// The pairs of blocks, as far as the order of the nights shows them: blocks of one length, two by two, each two with one of either arm.
    /// Empty when the nights show no such order.
    /// </summary>
    public static IReadOnlyList<Pair> Pairs(IReadOnlyList<Row> rows)
    {
        var runs = new List<(Arm Arm, int Nights)>();
        foreach (var row in rows)
        {
            if (runs.Count > 0 && runs[^1].Arm == row.Arm) runs[^1] = (row.Arm, runs[^1].Nights + 1);
            else runs.Add((row.Arm, 1));
        }
        // The first run is one block; where two blocks of one arm meet, a run is two.
        var shortest = runs.Count == 0 ? 0 : runs.Min(run => run.Nights);
        if (shortest == 0 || runs.Exists(run => run.Nights != shortest && run.Nights != 2 * shortest) || rows.Count % (2 * shortest) != 0) return [];
        var pairs = new List<Pair>();
        for (var start = 0; start < rows.Count; start += 2 * shortest)
        {
            var (first, second) = (rows[start].Arm, rows[start + shortest].Arm);
            if (first == second) return [];
            var (nights, cramps) = (new int[2], new long[2]);
            for (var i = start; i < start + (2 * shortest); i++)
                if (rows[i].Cramps is { } count)
                {
                    nights[(int)rows[i].Arm]++;
                    cramps[(int)rows[i].Arm] += count;
                }
            if (nights is [> 0, > 0]) pairs.Add(new Pair(nights[0], cramps[0], nights[1], cramps[1]));
        }
        return pairs;
    }

    private static Arm? ArmOf(string cell) => cell switch { "A" or "a" => Arm.Without, "B" or "b" => Arm.With, _ => null };

    private static bool TryCount(string cell, out int? cramps)
    {
        cramps = null;
        if (cell is "" or "NA") return true;
        // "2.0" is what some programs write for 2.
        if (!decimal.TryParse(cell, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            || number != decimal.Truncate(number) || number < 0 || number > Counts.MostInNight) return false;
        cramps = (int)number;
        return true;
    }

    /// <summary>Records with the line each begins on; blank lines are none.</summary>
    private static IEnumerable<(int Line, List<string> Cells)> Records(string text)
    {
        var (line, start) = (1, 1);
        var (cells, cell, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i <= text.Length; i++)
        {
            var sign = i < text.Length ? text[i] : '\n';
            if (quoted && i < text.Length)
            {
                if (sign == '\n') line++;
                if (sign != '"') cell.Append(sign);
                else if (i + 1 < text.Length && text[i + 1] == '"') cell.Append(text[++i]);
                else quoted = false;
            }
            else if (sign == '"' && string.IsNullOrWhiteSpace(cell.ToString())) (quoted, cell) = (true, cell.Clear());
            else if (sign == ',') Take();
            else if (sign is '\n' or '\r')
            {
                if (sign == '\r' && i + 1 < text.Length && text[i + 1] == '\n') i++;
                Take();
                if (cells.Exists(one => !string.IsNullOrWhiteSpace(one))) yield return (start, cells);
                cells = [];
                start = ++line;
            }
            else cell.Append(sign);
        }

        void Take()
        {
            cells.Add(cell.ToString());
            cell.Clear();
        }
    }
}
