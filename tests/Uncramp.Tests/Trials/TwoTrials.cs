using Uncramp.Trials;

namespace Uncramp.Tests;

/// <summary>Two made-up trials of 42 nights an arm, and what a program of its own (adaptive quadrature in three dimensions) says of them.</summary>
internal static class TwoTrials
{
    public const string One = "A0A0A1A1A2A0A0B0B0B1B1B0B0B0B0B1B0B0B0B1B0A1A1A0A3A0A0A0A1A0A0A0A0A1A0B1B0B0B1B1B0B0A0A1A0A0A0A0A3B0B0B0B0B1B0B1B0B0B1B1B0B0B1A1A1A0A0A0A0A0A0A1A0A1A1A1A0B0B0B0B0B0B0B0";
    public const string Two = "B0B0B3B0B0B0B0A0A0A0A0A1A1A0A0A1A0A3A0A1A0B0B0B0B0B0B2B1B0B1B0B1B0B0B3A0A1A1A0A0A0A0A2A0A2A0A0A0A0B1B0B1B2B1B0B0A0A0A0A1A1A1A0B0B0B0B0B1B2B0A1A0A0A0A0A2A0B0B0B0B0B1B0B1";

    public static Counts Counts(string nights) => Trials.Counts.Of(Nights(nights));

    public static IEnumerable<(Arm, int)> Nights(string nights) => nights.Chunk(2).Select(night => (night[0] == 'B' ? Arm.With : Arm.Without, night[1] - '0'));

    public static string Csv(string nights) => "cond,count\n" + string.Concat(nights.Chunk(2).Select(night => $"{night[0]},{night[1]}\n"));
}
