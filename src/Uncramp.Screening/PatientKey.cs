namespace Uncramp.Screening;

/// <summary>A patient's id to look up.</summary>
internal readonly ref struct PatientKey
{
    /// <summary>An id that its bits tell.</summary>
    public PatientKey(UInt128 bits) => (Bits, IsExact) = (bits, true);

    /// <summary>An id of which the bits are a hash.</summary>
    public PatientKey(UInt128 hash, ReadOnlySpan<byte> text)
    {
        Bits = hash;
        Text = text;
    }

    public UInt128 Bits { get; }

    /// <summary>The id, unless the bits are it.</summary>
    public ReadOnlySpan<byte> Text { get; }

    /// <summary>Whether the bits are the id.</summary>
    public bool IsExact { get; }
}
