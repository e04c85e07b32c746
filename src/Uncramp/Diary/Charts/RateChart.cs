namespace Uncramp.Diary.Charts;

/// <summary>
/// Cramps a week over time, with the band in which the true rate may lie and the starts of medicines laid over it.
/// Where too few nights were logged the line has a gap.
/// </summary>
public static class RateChart
{
    /// <summary>What is said beside the starts of medicines.</summary>
    public const string KeepTaking = "Keep taking your medicines. Ask before any change.";

    private const double Left = 34;
    private const double Right = Svg.Width - 8;
    private const double Usual = 150;
    private const double Level = 13;
    private const double Head = 28;
    private const double LegendLine = 17;
    private const int MostName = 26;
    private const int MostTicks = 6;

    /// <summary>The chart.</summary>
    /// <param name="points">The rolling rate in order.</param>
    /// <param name="medicines">Medicines; those begun within the chart's span are drawn.</param>
    /// <param name="id">The id of the picture on its page.</param>
    /// <param name="advice">What is said beside the medicines; null for nothing, where an assessment says to take no more of one of them.</param>
    /// <param name="plot">How high the drawn part is, without what stands above and below.</param>
    public static Chart Of(IReadOnlyList<RollingRate> points, IReadOnlyList<MedicineCourse> medicines, string id = "rate", string? advice = KeepTaking, double plot = Usual)
    {
        const double roof = Head + (2 * Level);
        var floor = roof + plot;
        const string title = "Cramps a week";
        var rates = points.Select(point => point.Rate).OfType<Rate>().ToList();
        var starts = points.Count == 0 ? [] : Starts(medicines, points[0].Night.Evening, points[^1].Night.Evening);
        var description = Describe(points, rates, starts, advice);
        var svg = new Svg().Text(4, 12, "cramps a week", "unit");
        // The band may reach far above the line where little is known; it must not press the line flat.
        var top = Step(rates.Count == 0 ? 1 : Math.Min(rates.Max(rate => rate.High), (2 * rates.Max(rate => rate.PerWeek)) + 2), out var step);
        var (first, span) = points.Count == 0 ? (0, 1) : (points[0].Night.Evening.DayNumber, Math.Max(1, points[^1].Night.Since(points[0].Night)));

        for (var tick = 0.0; tick <= top + (step / 2); tick += step) svg.Line(Left, Y(tick), Right, Y(tick), tick == 0 ? "axis" : "grid", tick == 0 ? 1 : 0.3, opacity: tick == 0 ? 1 : 0.4).Text(Left - 6, Y(tick) + 4, $"{tick:0.##}", "tick", "end");
        foreach (var (day, label) in Ticks(points)) svg.Line(X(day), floor, X(day), floor + 4, "axis").Text(X(day), floor + 17, label, "tick", X(day) > Right - 20 ? "end" : "middle");
        foreach (var run in Runs(points))
        {
            var curve = run.Select(point => (X: X(point.Night.Evening), point.Rate)).ToList();
            if (run.Count == 1)
            {
                svg.Line(curve[0].X, Y(curve[0].Rate!.Low), curve[0].X, Y(curve[0].Rate!.High), "range", 2).Disc(curve[0].X, Y(curve[0].Rate!.PerWeek), 3, "rate");
                continue;
            }
            svg.Area(curve.Select(point => (point.X, Y(point.Rate!.High))).Concat(curve.AsEnumerable().Reverse().Select(point => (point.X, Y(point.Rate!.Low)))), "band");
            svg.Path(curve.Select(point => (point.X, Y(point.Rate!.PerWeek))), "line");
        }
        Medicines();
        var height = floor + 28 + (starts.Count * LegendLine) + (starts.Count > 0 && advice is not null ? LegendLine : 0);
        return new Chart(
            svg.Whole(id, "rate-chart", height, title, description), title, description,
            ["28 nights up to", "Cramps a week", "At least", "At most", "Nights logged"],
            [.. points.Select(point => (IReadOnlyList<string>)(point.Rate is { } rate
                ? [ChartWords.Day(point.Night.Evening), ChartWords.Number(rate.PerWeek), ChartWords.Number(rate.Low), ChartWords.Number(rate.High), $"{rate.Nights}"]
                : [ChartWords.Day(point.Night.Evening), "too few nights logged", "", "", ""]))]);

        double X(DateOnly day) => Left + ((Right - Left) * (day.DayNumber - first) / span);
        double Y(double rate) => floor - ((floor - roof) * Math.Min(rate, top) / top);

        void Medicines()
        {
            double[] taken = [double.MinValue, double.MinValue, double.MinValue];
            for (var i = 0; i < starts.Count; i++)
            {
                var x = X(starts[i].Started!.Earliest);
                // Letters that would touch move to another line.
                var level = Array.FindIndex(taken, last => x - last > 14) is >= 0 and var free ? free : i % taken.Length;
                taken[level] = x;
                svg.Line(x, roof - 4 - ((2 - level) * 13), x, floor, "medicine", 1, "4 3").Text(x + 3, roof - 8 - ((2 - level) * 13) + 8, Letter(i), "medicine-name");
                svg.Text(Left, floor + 36 + (i * LegendLine), $"{Letter(i)}  {Short(starts[i].Name)}, {Span(starts[i])}", "legend");
            }
            if (starts.Count > 0 && advice is not null) svg.Text(Left, floor + 36 + (starts.Count * LegendLine), advice, "legend");
        }
    }

    private static List<MedicineCourse> Starts(IReadOnlyList<MedicineCourse> medicines, DateOnly from, DateOnly to) =>
        [.. medicines.Where(course => course.Started is { } started && started.Earliest >= from && started.Earliest <= to).OrderBy(course => course.Started!.Earliest).ThenBy(course => course.Name, StringComparer.Ordinal).Take(26)];

    private static string Describe(IReadOnlyList<RollingRate> points, List<Rate> rates, List<MedicineCourse> starts, string? advice)
    {
        if (rates.Count == 0) return "Too few nights are logged for a rate. Two weeks are enough for a first one.";
        var last = points.Last(point => point.Rate is not null);
        var text = $"In the 28 nights up to {ChartWords.Day(last.Night.Evening)}: {ChartWords.Number(last.Rate!.PerWeek)} cramps a week, and with this many nights it may be {ChartWords.Number(last.Rate.Low)} to {ChartWords.Number(last.Rate.High)}. "
            + $"Over the whole time it went from {ChartWords.Number(rates.Min(rate => rate.PerWeek))} to {ChartWords.Number(rates.Max(rate => rate.PerWeek))} a week. Gaps are times with too few nights logged.";
        return starts.Count == 0 ? text
            : $"{text} Medicine starts: {string.Join(", ", starts.Select((course, i) => $"{Letter(i)} {course.Name} {Span(course)}"))}. A start before a change does not prove a cause. {advice}".TrimEnd();
    }

    private static IEnumerable<List<RollingRate>> Runs(IReadOnlyList<RollingRate> points)
    {
        var run = new List<RollingRate>();
        foreach (var point in points)
        {
            if (point.Rate is not null) run.Add(point);
            else if (run.Count > 0)
            {
                yield return run;
                run = [];
            }
        }
        if (run.Count > 0) yield return run;
    }

    private static List<(DateOnly Day, string Label)> Ticks(IReadOnlyList<RollingRate> points)
    {
        if (points.Count == 0) return [];
        var (from, to) = (points[0].Night.Evening, points[^1].Night.Evening);
        if (to.DayNumber - from.DayNumber < 70)
        {
            var apart = Math.Max(7, 7 * (int)Math.Ceiling((to.DayNumber - from.DayNumber) / 7.0 / (MostTicks - 1)));
            return [.. Enumerable.Range(0, MostTicks).Select(i => from.AddDays(i * apart)).Where(day => day <= to).Select(day => (day, ChartWords.ShortDay(day)))];
        }
        var months = (((to.Year - from.Year) * 12) + to.Month - from.Month + MostTicks - 1) / MostTicks;
        var start = new DateOnly(from.Year, from.Month, 1).AddMonths(from.Day == 1 ? 0 : 1);
        return [.. Enumerable.Range(0, MostTicks + 1).Select(i => start.AddMonths(i * Math.Max(1, months))).Where(day => day <= to)
            .Select(day => (day, day.ToString(day.Month == 1 || months >= 6 ? "MMM yy" : "MMM", System.Globalization.CultureInfo.InvariantCulture)))];
    }

    /// <summary>The top of the scale: a round number of steps of 1, 2 or 5, in tens.</summary>
    private static double Step(double most, out double step)
    {
        var rough = Math.Max(most, 1) / 4;
        var ten = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        step = ten * (rough / ten <= 1 ? 1 : rough / ten <= 2 ? 2 : rough / ten <= 5 ? 5 : 10);
        return step * Math.Ceiling(most / step);
    }

    private static string Span(MedicineCourse course) => $"from {ChartWords.Rough(course.Started!)}{(course.Stopped is { } stopped ? $" to {ChartWords.Rough(stopped)}" : "")}";

    private static string Letter(int index) => ((char)('A' + index)).ToString();

    private static string Short(string name) => name.Length <= MostName ? name : $"{name[..(MostName - 1)].TrimEnd()}…";
}
