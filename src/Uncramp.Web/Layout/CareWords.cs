using Uncramp.Knowledge;

namespace Uncramp.Web.Layout;

/// <summary>Levels of care in words. Each has its own icon, colour and verb.</summary>
internal static class CareWords
{
    /// <summary>The CSS class.</summary>
    public static string Class(CareLevel level) => level switch
    {
        CareLevel.Emergency => "emergency",
        CareLevel.SameDay => "same-day",
        CareLevel.SelfCare => "self-care",
        _ => "appointment",
    };

    /// <summary>The level's name.</summary>
    public static string Name(CareLevel level) => level switch
    {
        CareLevel.Emergency => "Ambulance",
        CareLevel.SameDay => "Help today",
        CareLevel.SelfCare => "Look after yourself",
        _ => "Doctor or pharmacist",
    };

    /// <summary>The level that a kept assessment names; null: none that we know.</summary>
    public static CareLevel? Of(string? name) => name switch
    {
        "emergency" => CareLevel.Emergency,
        "same-day" => CareLevel.SameDay,
        "appointment" => CareLevel.Appointment,
        "self-care" => CareLevel.SelfCare,
        _ => null,
    };

    /// <summary>What to do and by when.</summary>
    public static string When(CareLevel level, string? within, string? who = null) => level switch
    {
        CareLevel.Emergency => "Call an ambulance now",
        CareLevel.SameDay => "Get help today",
        CareLevel.SelfCare => "You can look after this yourself for now",
        _ => $"See {who ?? "your doctor or pharmacist"}{(within is null or "now" or "today" ? "" : $" within {within}")}",
    };
}
