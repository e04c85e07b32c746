namespace Uncramp.Pdf;

/// <summary>A sheet, upright, in points of 1/72 inch.</summary>
/// <param name="Name">Its name: <c>a4</c> or <c>letter</c>.</param>
/// <param name="Width">How wide.</param>
/// <param name="Height">How high.</param>
public sealed record Paper(string Name, float Width, float Height)
{
    /// <summary>210 × 297 mm.</summary>
    public static Paper A4 { get; } = new("a4", 595.28f, 841.89f);

    /// <summary>8.5 × 11 inches.</summary>
    public static Paper Letter { get; } = new("letter", 612, 792);

    // Where Letter is what printers hold (Unicode CLDR, measurementData: paperSize US-Letter).
    private static readonly HashSet<string> letterCountries = ["BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"];

    /// <summary>The sheet of a name; null when there is none.</summary>
    public static Paper? Named(string? name) => name?.ToLowerInvariant() switch { "a4" => A4, "letter" => Letter, _ => null };

    /// <summary>The usual sheet of a country, by its ISO code; A4 when it is not known.</summary>
    public static Paper Of(string? country) => country is not null && letterCountries.Contains(country.ToUpperInvariant()) ? Letter : A4;
}
