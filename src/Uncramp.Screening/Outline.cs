using System.Text.Json;
using Uncramp.Fhir.Reading;

namespace Uncramp.Screening;

/// <summary>What a value of a line is for.</summary>
internal enum Role : byte
{
    /// <summary>It decides what the line says.</summary>
    Told,
    /// <summary>Nobody reads it.</summary>
    Passed,
    /// <summary>The reference to the patient.</summary>
    Patient,
    /// <summary>When it began.</summary>
    Start,
    /// <summary>When it was written down.</summary>
    Recorded,
    /// <summary>When it ended.</summary>
    End,
    /// <summary>A result's number.</summary>
    Number,
}

/// <summary>The texts and numbers of a line.</summary>
/// <param name="From">The first byte, behind the quotation mark of a text.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="IsNumber">A number, not a text.</param>
/// <param name="Role">What it is for.</param>
internal readonly record struct LineValue(int From, int Length, bool IsNumber, Role Role);

/// <summary>A line taken apart: its values, and all that is left when they are taken out.</summary>
/// <param name="Line">The line.</param>
/// <param name="Values">Its texts and numbers, in order, without the type of the resource.</param>
/// <param name="Skeleton">Names, brackets and blanks: lines with the same are of one shape.</param>
internal sealed record Outline(byte[] Line, LineValue[] Values, byte[] Skeleton)
{
    /// <summary>Takes a line apart; null when it is no resource of the kinds that are most of an export, or has a role twice.</summary>
    public static Outline? Of(ReadOnlySpan<byte> line)
    {
        try
        {
            var scan = new Scan(line);
            scan.Space();
            var kind = scan.Here == '{' ? ResourceReader.KindOf(scan, out _) : ResourceKind.Other;
            if (!HasShape(kind)) return null;
            var values = new List<LineValue>();
            var (top, inner, roles) = ("", "", 0);
            var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = ResourceReader.MaxDepth });
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName when reader.CurrentDepth == 1: (top, inner) = (Names.At(ref reader), ""); break;
                    case JsonTokenType.PropertyName when reader.CurrentDepth == 2: inner = Names.At(ref reader); break;
                    case JsonTokenType.String when top == "resourceType" && reader.CurrentDepth == 1: break;
                    case JsonTokenType.String or JsonTokenType.Number:
                        var isNumber = reader.TokenType == JsonTokenType.Number;
                        var role = RoleOf(kind, top, inner, reader.CurrentDepth, isNumber);
                        if (role > Role.Passed && (roles & 1 << (int)role) != 0) return null;
                        roles |= 1 << (int)role;
                        values.Add(new LineValue((int)reader.TokenStartIndex + (isNumber ? 0 : 1), reader.ValueSpan.Length, isNumber, role));
                        break;
                }
            }
            return new Outline(line.ToArray(), [.. values], Without(line, values));
        }
        catch (Exception error) when (error is JsonException or BrokenJsonException)
        {
            return null; // whoever reads it says what is wrong
        }
    }

    /// <summary>Kinds of which an export has many, and which say one thing each.</summary>
    public static bool HasShape(ResourceKind kind) => kind is ResourceKind.Observation or ResourceKind.Condition or ResourceKind.Procedure
        or ResourceKind.MedicationRequest or ResourceKind.MedicationStatement or ResourceKind.MedicationDispense or ResourceKind.MedicationAdministration;

    /// <summary>As <see cref="ResourceDraft"/> reads it.</summary>
    private static Role RoleOf(ResourceKind kind, string top, string inner, int depth, bool isNumber) => top switch
    {
        "id" when depth == 1 => Role.Passed,
        // Read of a product alone.
        "identifier" => Role.Passed,
        _ when !ResourceDraft.Wants(top) => Role.Passed,
        "subject" or "patient" => depth == 2 && inner == "reference" && !isNumber ? Role.Patient : Role.Passed,
        // Whether a part is of use does not depend on its number; if it is, the line is read.
        "component" when isNumber => Role.Passed,
        "valueQuantity" when kind == ResourceKind.Observation && depth == 2 && inner == "value" && isNumber => Role.Number,
        "valueInteger" when kind == ResourceKind.Observation && depth == 1 && isNumber => Role.Number,
        _ when isNumber => Role.Told,
        "onsetDateTime" or "effectiveDateTime" or "effectiveInstant" or "performedDateTime" or "date" when depth == 1 => Role.Start,
        "onsetPeriod" or "effectivePeriod" or "performedPeriod" when depth == 2 && inner == "start" => Role.Start,
        "onsetPeriod" or "effectivePeriod" or "performedPeriod" when depth == 2 && inner == "end" => Role.End,
        "authoredOn" or "recordedDate" or "dateAsserted" or "whenHandedOver" or "authored" when depth == 1 => Role.Recorded,
        "abatementDateTime" when depth == 1 => Role.End,
        _ => Role.Told,
    };

    private static byte[] Without(ReadOnlySpan<byte> line, List<LineValue> values)
    {
        // An empty list and a list of a number are two outlines.
        var skeleton = new byte[line.Length - values.Sum(value => value.IsNumber ? value.Length - 1 : value.Length)];
        var (from, at) = (0, 0);
        foreach (var value in values)
        {
            line[from..value.From].CopyTo(skeleton.AsSpan(at));
            at += value.From - from;
            if (value.IsNumber) skeleton[at++] = (byte)'0';
            from = value.From + value.Length;
        }
        line[from..].CopyTo(skeleton.AsSpan(at));
        return skeleton;
    }
}
