using System.Globalization;

namespace Uncramp.Diary.Charts;

/// <summary>Cramps by place and side: a bar for each place, and the sides beside it in words.</summary>
public static class PlaceChart
{
    private const double Left = 4;
    private const double Row = 40;
    private const double BarHeight = 12;

    /// <summary>The chart of places, the commonest first (<see cref="Pattern.ByPlaceAndSide"/>).</summary>
    /// <param name="places">The places.</param>
    /// <param name="word">What a place is called.</param>
    /// <param name="id">The id of the picture on its page.</param>
    public static Chart Of(IReadOnlyList<PlaceCramps> places, Func<string, string> word, string id = "by-place")
    {
        const string title = "Where the cramps were";
        var most = places.Count == 0 ? 1 : places.Max(place => place.Cramps);
        var description = places.Count == 0 ? "No cramps logged with a place." : string.Join(". ", places.Select(place => $"{word(place.Place)}: {place.Cramps}{Sides(place, ", of which ")}")) + ".";
        var svg = new Svg();
        for (var i = 0; i < places.Count; i++)
        {
            var y = i * Row;
            svg.Text(Left, y + 14, $"{word(places[i].Place)}  {places[i].Cramps.ToString(CultureInfo.InvariantCulture)}{Sides(places[i], ": ")}", "place")
                .Bar(Left, y + 20, Math.Max(2, (Svg.Width - (2 * Left)) * places[i].Cramps / most), BarHeight, "bar");
        }
        return new Chart(
            svg.Whole(id, "place-chart", Math.Max(1, places.Count) * Row, title, description), title, description, ["Place", "Cramps", "Left", "Right", "Both", "Side not said"],
            [.. places.Select(place => (IReadOnlyList<string>)[word(place.Place), $"{place.Cramps}", $"{place.Left}", $"{place.Right}", $"{place.Both}", $"{place.Cramps - place.Left - place.Right - place.Both}"])]);
    }

    private static string Sides(PlaceCramps place, string before)
    {
        var sides = new[] { (place.Left, "left"), (place.Right, "right"), (place.Both, "both sides") }.Where(side => side.Item1 > 0).Select(side => $"{side.Item1} {side.Item2}").ToList();
        return sides.Count == 0 ? "" : before + string.Join(", ", sides);
    }
}
