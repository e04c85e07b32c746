using System.Buffers;

namespace Uncramp.Trials;

/// <summary>
/// The posterior of an <see cref="EffectModel"/> by numerical integration: nothing is sampled, and the same counts give the same digits.
/// </summary>
/// <remarks>
/// <para>
/// With η = log rate without the measure and β = log rate ratio the likelihood falls apart into one curve for each arm, ℓ_A(η) + ℓ_B(η + β).
/// Every integral is a sum over evenly spaced points (the trapezoid rule), which for smooth integrands that vanish at both ends converges faster
/// than any power of the step: Trefethen and Weideman 2014, SIAM Review 56:385–458. On one grid both curves are needed at few points only,
/// so each is worked out once and remembered.
/// </para>
/// <para>
/// The steps come from the curvature at the mode, with a ceiling where an arm has no cramps and the curve is no parabola. Sums run outwards from
/// the mode until nothing is added any more. What is integrated out, from the outside in: the size φ on a logarithmic grid, the trend γ, and η.
/// </para>
/// </remarks>
public static class Integration
{
    private const double Nothing = 20; // e^-20 = 2e-9 of the highest point
    private const double NothingOutside = 12; // the tails of φ and γ
    private const int MostSteps = 600;
    private const double InterceptPrecision = 1 / (EffectModel.InterceptSd * EffectModel.InterceptSd);

    /// <summary>The posterior of the rate ratio.</summary>
    /// <exception cref="ArgumentException">An arm has no counted night.</exception>
    public static Posterior Posterior(Counts counts, EffectModel model)
    {
        if (!counts.HasBoth) throw new ArgumentException("Both arms need a counted night.", nameof(counts));
        using var likelihood = new Likelihood(counts, model);
        var slopes = model.Trend ? Trends(likelihood) : [new Node(0, 1)];
        var sizes = model.Overdispersed ? Sizes(likelihood, slopes[0].At) : [new Node(double.PositiveInfinity, 1)];

        // The first node is the most likely one.
        var best = likelihood.Mode(sizes[0].At, slopes[0].At);
        var step = double.PositiveInfinity;
        foreach (var size in sizes)
        {
            var mode = likelihood.Mode(size.At, slopes[0].At);
            if (mode.Evidence + Math.Log(size.Weight) > best.Evidence + Math.Log(sizes[0].Weight) - 7) step = Math.Min(step, mode.SlopeSd);
        }
        step = Math.Min(0.3 * step, 0.25);

        var density = new double[(2 * MostSteps) + 1];
        var (low, high) = (MostSteps, MostSteps);
        foreach (var size in sizes)
            foreach (var slope in slopes)
                likelihood.Add(size, slope, best, step, density, ref low, ref high);
        return new Posterior(best.Beta + ((low - MostSteps) * step), step, density.AsSpan(low..(high + 1)));
    }

    /// <summary>A point of a grid.</summary>
    private readonly record struct Node(double At, double Weight);

    /// <summary>Sizes φ with their prior and the width of their step, the most likely first.</summary>
    private static List<Node> Sizes(Likelihood likelihood, double trend)
    {
        // In log φ the prior Exp(1) has density φ·exp(−φ).
        double Evidence(double u) => likelihood.Mode(Math.Exp(u), trend).Evidence + u - Math.Exp(u);
        var top = -14.0;
        for (var u = -14.0; u <= 5; u += 0.5)
            if (Evidence(u) > Evidence(top)) top = u;
        return Walk(Evidence, top, 0.5, 0.8, u => Math.Exp(u - Math.Exp(u)));
    }

    /// <summary>Trends γ with their prior, the most likely first.</summary>
    private static List<Node> Trends(Likelihood likelihood)
    {
        var size = likelihood.Overdispersed ? Sizes(likelihood, 0)[0].At : double.PositiveInfinity;
        return Walk(gamma => likelihood.Mode(size, gamma).Evidence - (gamma * gamma / 2), 0, 1, 1, gamma => Math.Exp(-gamma * gamma / 2), exponential: false);
    }

    /// <summary>Finds the top of a curve and walks outwards from it.</summary>
    private static List<Node> Walk(Func<double, double> log, double top, double longest, double ofWidth, Func<double, double> weight, bool exponential = true)
    {
        var (delta, width) = (longest, longest);
        for (var round = 0; round < 6; round++)
        {
            var (left, here, right) = (log(top - delta), log(top), log(top + delta));
            var curvature = (left + right - (2 * here)) / (delta * delta);
            if (curvature >= 0) break;
            width = 1 / Math.Sqrt(-curvature);
            top += Math.Clamp((left - right) / (2 * delta * curvature), -delta, delta);
            delta = Math.Min(longest, width / 2);
        }
        var (step, most) = (Math.Min(longest, ofWidth * width), log(top));
        var nodes = new List<Node> { At(top) };
        foreach (var direction in (ReadOnlySpan<int>)[-1, 1])
            for (var k = 1; k < MostSteps && log(top + (direction * k * step)) > most - NothingOutside; k++) nodes.Add(At(top + (direction * k * step)));
        return nodes;

        Node At(double x) => new(exponential ? Math.Exp(x) : x, weight(x) * step);
    }

    /// <summary>Where the posterior of η and β is highest for given φ and γ.</summary>
    /// <param name="Eta">η there.</param>
    /// <param name="Beta">β there.</param>
    /// <param name="Height">The logarithm of its height.</param>
    /// <param name="Evidence">The logarithm of its volume by Laplace's method; good enough to lay grids, never for an answer.</param>
    /// <param name="EtaSd">Width in η for given β.</param>
    /// <param name="SlopeSd">Width in β.</param>
    private readonly record struct Peak(double Eta, double Beta, double Height, double Evidence, double EtaSd, double SlopeSd);

    private sealed class Likelihood : IDisposable
    {
        private const int Remembered = 4096;

        private readonly Counts.Cell[] without;
        private readonly Counts.Cell[] with;
        private readonly int[] above;
        private readonly double middle;
        private readonly double slopePrecision;
        private readonly double[] ofWithout = ArrayPool<double>.Shared.Rent(2 * Remembered);
        private readonly double[] ofWith = ArrayPool<double>.Shared.Rent(2 * Remembered);
        private double eta;
        private double beta;
        private double constantOf = double.NaN;
        private double constant;

        public Likelihood(Counts counts, EffectModel model)
        {
            Overdispersed = model.Overdispersed;
            (without, with) = (CellsOf(counts, Arm.Without, model.Trend), CellsOf(counts, Arm.With, model.Trend));
            above = counts.Above;
            middle = (double)counts.Nights(Arm.With) / (counts.Nights(Arm.Without) + counts.Nights(Arm.With));
            slopePrecision = 1 / (model.SlopeSd * model.SlopeSd);
            eta = Math.Log((counts.Cramps(Arm.Without) + 0.5) / (counts.Nights(Arm.Without) + 0.5));
        }

        public bool Overdispersed { get; }

        private static Counts.Cell[] CellsOf(Counts counts, Arm arm, bool trend) => trend
            ? [.. counts.Cells.Where(cell => cell.Arm == arm)]
            : [new Counts.Cell(arm, 0, counts.Nights(arm), counts.Cramps(arm))];

        /// <summary>Newton's method; the surface has one peak, since each curve and the prior bend downwards only.</summary>
        public Peak Mode(double size, double trend)
        {
            var (x, y) = (eta, beta);
            var height = Surface(size, trend, x, y, out var slopes);
            for (var round = 0; round < 100; round++)
            {
                var determinant = (slopes.Hxx * slopes.Hyy) - (slopes.Hxy * slopes.Hxy);
                var (dx, dy) = (((slopes.Hyy * slopes.Gx) - (slopes.Hxy * slopes.Gy)) / determinant, ((slopes.Hxx * slopes.Gy) - (slopes.Hxy * slopes.Gx)) / determinant);
                var gain = (slopes.Gx * dx) + (slopes.Gy * dy);
                if (gain < 1e-10 * (1 + Math.Abs(height))) break;
                var part = Math.Min(1, 4 / Math.Max(Math.Abs(dx), Math.Abs(dy)));
                double next;
                while (!((next = Surface(size, trend, x + (part * dx), y + (part * dy), out slopes)) > height) && part > 1e-6) part /= 2;
                (x, y, height) = (x + (part * dx), y + (part * dy), next);
            }
            // The next φ is near, and so is its peak.
            (eta, beta) = (x, y);
            var volume = (slopes.Hxx * slopes.Hyy) - (slopes.Hxy * slopes.Hxy);
            return new Peak(x, y, height, height - (Math.Log(volume) / 2), 1 / Math.Sqrt(slopes.Hxx), Math.Sqrt(slopes.Hxx / volume));
        }

        /// <summary>Adds the densities of β for one φ and one γ to those gathered so far.</summary>
        public void Add(Node size, Node trend, Peak best, double step, double[] density, ref int low, ref int high)
        {
            var peak = Mode(size.At, trend.At);
            // The grid of η is finer or coarser than that of β by a whole number, so that both arms' curves meet the same points again.
            var wanted = Math.Min(0.9 * peak.EtaSd, 0.5);
            var (fine, stride) = (Math.Max(1, (int)Math.Ceiling(step / wanted)), Math.Max(1, (int)(wanted / step)));
            var width = step / fine;
            Array.Fill(ofWithout, double.NaN);
            Array.Fill(ofWith, double.NaN);
            var scale = size.Weight * trend.Weight * width * stride;
            var lift = Constant(size.At) - best.Height;
            var start = (int)Math.Round((peak.Beta - best.Beta) / step);
            for (var direction = -1; direction <= 1; direction += 2)
            {
                var top = 0;
                for (var k = direction < 0 ? start : start + 1; Math.Abs(k) <= MostSteps; k += direction)
                {
                    var sum = scale * Across(k, ref top);
                    if (!(sum > Math.Exp(-Nothing) * density[MostSteps])) break;
                    density[k + MostSteps] += sum;
                    (low, high) = (Math.Min(low, k + MostSteps), Math.Max(high, k + MostSteps));
                }
            }

            // The sum over η for one β, outwards from its highest point, which moves little from one β to the next.
            double Across(int k, ref int top)
            {
                var b = best.Beta + (k * step);
                while (At(top + 1) > At(top)) top++;
                while (At(top - 1) > At(top)) top--;
                var (most, sum) = (At(top), 0.0);
                for (var i = top; At(i) is var log && log > most - Nothing; i++) sum += Math.Exp(log + lift);
                for (var i = top - 1; At(i) is var log && log > most - Nothing; i--) sum += Math.Exp(log + lift);
                return sum;

                double At(int i)
                {
                    var alpha = peak.Eta + (i * stride * width) + (middle * b);
                    return Curve(ofWithout, without, i * stride, peak.Eta) + Curve(ofWith, with, (i * stride) + (k * fine), peak.Eta + best.Beta) - (alpha * alpha * InterceptPrecision / 2) - (b * b * slopePrecision / 2);
                }
            }

            double Curve(double[] remembered, Counts.Cell[] cells, int i, double middleOfGrid)
            {
                if ((uint)(i + Remembered) >= 2 * Remembered) return Log(cells, size.At, trend.At, middleOfGrid + (i * width));
                ref var value = ref remembered[i + Remembered];
                if (double.IsNaN(value)) value = Log(cells, size.At, trend.At, middleOfGrid + (i * width));
                return value;
            }
        }

        /// <summary>The logarithm of the posterior at a point, its slope and its bend, the latter with the sign turned.</summary>
        private double Surface(double size, double trend, double x, double y, out Slopes slopes)
        {
            var (a, b) = (Bends(without, size, trend, x), Bends(with, size, trend, x + y));
            var alpha = x + (middle * y);
            slopes = new Slopes(
                a.Slope + b.Slope - (alpha * InterceptPrecision), b.Slope - (middle * alpha * InterceptPrecision) - (y * slopePrecision),
                a.Bend + b.Bend + InterceptPrecision, b.Bend + (middle * InterceptPrecision), b.Bend + (middle * middle * InterceptPrecision) + slopePrecision);
            return a.Log + b.Log + Constant(size) - (alpha * alpha * InterceptPrecision / 2) - (y * y * slopePrecision / 2);
        }

        private readonly record struct Slopes(double Gx, double Gy, double Hxx, double Hxy, double Hyy);

        private (double Log, double Slope, double Bend) Bends(Counts.Cell[] cells, double size, double trend, double x)
        {
            var (log, slope, bend) = (0.0, 0.0, 0.0);
            foreach (var cell in cells)
            {
                var eta = x + (trend * cell.Time);
                var mean = Math.Exp(eta);
                if (!Overdispersed)
                {
                    log += (cell.Cramps * eta) - (cell.Nights * mean);
                    slope += cell.Cramps - (cell.Nights * mean);
                    bend += cell.Nights * mean;
                    continue;
                }
                var weight = cell.Cramps + (cell.Nights * size);
                log += (cell.Cramps * eta) - (weight * Math.Log(1 + (mean / size)));
                slope += cell.Cramps - (weight * mean / (size + mean));
                bend += weight * size * mean / ((size + mean) * (size + mean));
            }
            return (log, slope, bend);
        }

        /// <summary>One arm's curve ℓ(η): Poisson S·η − n·μ, negative binomial S·η − (S + n·φ)·log(1 + μ/φ); <see cref="Constant"/> holds the rest.</summary>
        private double Log(Counts.Cell[] cells, double size, double trend, double x)
        {
            var log = 0.0;
            foreach (var cell in cells)
            {
                var eta = x + (trend * cell.Time);
                log += (cell.Cramps * eta) - (Overdispersed ? (cell.Cramps + (cell.Nights * size)) * Math.Log(1 + (Math.Exp(eta) / size)) : cell.Nights * Math.Exp(eta));
            }
            return log;
        }

        /// <summary>Σ log Γ(y + φ)/Γ(φ) − S·log φ, as a sum over nights with more than j cramps.</summary>
        private double Constant(double size)
        {
            if (!Overdispersed) return 0;
            if (size.Equals(constantOf)) return constant;
            (constantOf, constant) = (size, 0);
            for (var j = 1; j < above.Length; j++) constant += above[j] * Math.Log(1 + (j / size));
            return constant;
        }

        public void Dispose()
        {
            ArrayPool<double>.Shared.Return(ofWithout);
            ArrayPool<double>.Shared.Return(ofWith);
        }
    }
}
