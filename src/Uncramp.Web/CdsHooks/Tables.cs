using System.ComponentModel.DataAnnotations;

namespace Uncramp.Web.CdsHooks;

/// <summary>What a clinician did with one card. Nothing here says who it was or about whom.</summary>
internal sealed class CardFeedback
{
    /// <summary>The uuid of the card, so that what is said twice counts once.</summary>
    [Key]
    public Guid Card { get; set; }

    public string Service { get; set; } = "";

    /// <summary>The id of the entry; empty: a card that this knowledge does not have.</summary>
    public string Entry { get; set; } = "";
    public bool Accepted { get; set; }

    /// <summary>How many suggestions were taken.</summary>
    public int Suggestions { get; set; }

    /// <summary>One of our reasons, or <c>other</c>; empty: none was given.</summary>
    public string Reason { get; set; } = "";

    /// <summary>The day it came.</summary>
    public DateOnly Day { get; set; }
}
