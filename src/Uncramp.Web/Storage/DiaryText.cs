using System.Text;
using Uncramp.Diary;

namespace Uncramp.Web.Storage;

/// <summary>Kept lines as one diary, read by the core as it would read an export.</summary>
internal static class DiaryText
{
    /// <exception cref="InvalidDataException">A line is not what a diary has. Only the core writes them, so the file was changed by another hand.</exception>
    public static DiaryDocument Read(IEnumerable<(string Section, string Body)> entries)
    {
        var text = new StringBuilder("{");
        foreach (var section in entries.GroupBy(entry => entry.Section))
        {
            if (text.Length > 1) text.Append(',');
            text.Append('"').Append(section.Key).Append("\":");
            if (section.Key == "profile") text.Append(section.Single().Body);
            else text.Append('[').AppendJoin(",\n", section.Select(entry => entry.Body)).Append(']');
        }
        var (diary, problems) = DiaryReader.Read(Encoding.UTF8.GetBytes(text.Append('}').ToString()), "kept");
        return diary ?? throw new InvalidDataException($"{problems[0].Code} {problems[0].Place}");
    }
}
