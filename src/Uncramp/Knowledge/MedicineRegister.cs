namespace Uncramp.Knowledge;

/// <summary>
/// Names of medicines and what they hold: public facts from the European Medicines Agency's list and from RxNorm
/// (acknowledged in knowledge/README.md). A medicine found here and in none of our entries is known, without a link to cramps.
/// </summary>
public sealed class MedicineRegister
{
    private MedicineRegister(IReadOnlyList<RegisteredMedicine> all, Dictionary<string, RegisteredMedicine> byName) => (All, this.byName) = (all, byName);

    private readonly Dictionary<string, RegisteredMedicine> byName;

    /// <summary>Every registered name.</summary>
    public IReadOnlyList<RegisteredMedicine> All { get; }

    /// <summary>The medicine of that name (lower case, without punctuation), or null.</summary>
    public RegisteredMedicine? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>Lines of <c>name TAB ingredient+ingredient TAB atc</c>.</summary>
    internal static MedicineRegister Parse(string text)
    {
        var all = new List<RegisteredMedicine>();
        var byName = new Dictionary<string, RegisteredMedicine>(StringComparer.Ordinal);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.IsEmpty || line[0] == '#') continue;
            var first = line.IndexOf('\t');
            if (first < 0) continue;
            var rest = line[(first + 1)..];
            var second = rest.IndexOf('\t');
            var medicine = new RegisteredMedicine(
                line[..first].ToString(),
                (second < 0 ? rest : rest[..second]).ToString().Split('+'),
                second < 0 || second == rest.Length - 1 ? null : rest[(second + 1)..].ToString());
            all.Add(medicine);
            byName.TryAdd(Facts.MedicineNames.Key(medicine.Name), medicine);
        }
        return new MedicineRegister(all, byName);
    }
}

/// <summary>A name on the register.</summary>
/// <param name="Name">Brand or ingredient, as people write it.</param>
/// <param name="Ingredients">International non-proprietary names.</param>
/// <param name="Atc">ATC code, or null.</param>
public sealed record RegisteredMedicine(string Name, IReadOnlyList<string> Ingredients, string? Atc);
