namespace Uncramp.Diary.Charts;

/// <summary>
/// A picture and its twin: the same numbers as a table, for who cannot see the picture or wants to check it.
/// The picture is plain SVG with a view box, a title, a description and CSS classes. Its own attributes make it whole in black and white;
/// a style sheet may colour it. The same text goes on a page and on paper.
/// </summary>
/// <param name="Svg">The picture.</param>
/// <param name="Title">What it shows, in a few words.</param>
/// <param name="Description">What is to be seen in it, in sentences.</param>
/// <param name="Columns">The headings of the table.</param>
/// <param name="Rows">Its rows, a text for each heading.</param>
public sealed record Chart(string Svg, string Title, string Description, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);
