using System.Globalization;
using System.Text;

namespace Uncramp.Facts;

/// <summary>Takes accents off Latin letters. The base library cannot where globalization is invariant, and it would leave ø, ł and ß as they are.</summary>
public static class Accents
{
    private const string Accented = "àáâãäåāăąçćĉċčďđðèéêëēĕėęěĝğġģĥħìíîïĩīĭįıĵķĺļľŀłñńņňòóôõöøōŏőŕŗřśŝşšţťŧùúûüũūŭůűųŵýÿŷźżž";
    private const string Plain = "aaaaaaaaacccccdddeeeeeeeeegggghhiiiiiiiiijklllllnnnnooooooooorrrsssstttuuuuuuuuuuwyyyzzz";

    private static readonly Dictionary<char, char> Letters = Accented.Zip(Plain).ToDictionary(pair => pair.First, pair => pair.Second);

    /// <summary>Adds a character in lower case without its accent; nothing for a mark that stands alone.</summary>
    public static void Append(StringBuilder text, char c)
    {
        if (c < 0x80)
        {
            text.Append(char.ToLowerInvariant(c));
            return;
        }
        if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark) return;
        c = char.ToLowerInvariant(c);
        switch (c)
        {
            case 'ß': text.Append("ss"); break;
            case 'æ': text.Append("ae"); break;
            case 'œ': text.Append("oe"); break;
            case 'þ': text.Append("th"); break;
            default: text.Append(Letters.GetValueOrDefault(c, c)); break;
        }
    }
}
