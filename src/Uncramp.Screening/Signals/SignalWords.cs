using System.Globalization;

namespace Uncramp.Screening.Signals;

/// <summary>What is said of signals wherever they are shown: what was done, and what they are not.</summary>
public static class SignalWords
{
    /// <summary>What was counted, in one sentence.</summary>
    public static string Design(SignalScreening screening) => string.Create(CultureInfo.InvariantCulture,
        $"{screening.Patients:N0} patients, data from {Day(screening.From)} to {Day(screening.To)}; who began within the first {screening.Options.RunInDays} days is not counted as new; at most {screening.Options.WindowDays} days between medicine and marker.");

    /// <summary>What has to be known to read them.</summary>
    public static IReadOnlyList<string> Caveats(SignalScreening screening)
    {
        var compared = screening.Markers.Sum(marker => marker.Signals.Count(signal => !Uncramp.Signals.ForestChart.IsTooFew(signal.Ratio)));
        var chance = string.Create(CultureInfo.InvariantCulture, $"{compared} comparisons were made. Of so many, chance alone puts about {compared * 0.025:0.#} whole intervals above 1.");
        return
        [
            "A ratio above 1 is a signal, not a cause: more people began with the medicine than with the marker. It is no person's risk, and no reason to stop a medicine.",
            .. compared > 0 ? [chance] : Array.Empty<string>(),
            "What changes in a person biases it: an illness that leads to both (kidney or heart failure, pregnancy), early cramps that lead to the medicine, or a visit at which both are found. A ratio below 1 can mean that the marker is avoided by those who take the medicine.",
            "An order is not a tablet taken, and a first order in these data is not always the first in a life: a longer run-in, and a day from which on the data are complete, make it surer.",
            "The adjustment takes out trends of the whole population, not those of an age or a region, and people who die or move away between the two are not seen.",
        ];
    }

    /// <summary>A day as numbers, or a dash.</summary>
    public static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "–";
}
