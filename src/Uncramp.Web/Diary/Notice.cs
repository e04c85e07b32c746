namespace Uncramp.Web.Diary;

/// <summary>What was just done, said at the top of the next page.</summary>
/// <param name="Text">In a sentence.</param>
/// <param name="Undo">How to take it back; null: it cannot, or need not be.</param>
public sealed record Notice(string Text, Undo? Undo)
{
    /// <summary>The notice of a page after a form.</summary>
    public static Notice? Of(HttpContext http) =>
        http.Request.Query.ContainsKey("undone") ? new Notice("Undone. It is as it was before.", null)
        : Undo.Parse(http.Request.Query["saved"]) is { } undo ? new Notice("Saved.", undo)
        : null;
}
