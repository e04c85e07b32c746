using System.Net;
using Uncramp.Knowledge;

namespace Uncramp.Screening;

/// <summary>A page that stands alone in one file: no script, nothing loaded, day and night, on a screen and on paper.</summary>
internal static class ReportPage
{
    private const string Style = """
        :root { color-scheme: light dark; --ink: #1d2529; --quiet: #56646b; --line: #d5dde0; --ground: #fdfdfb; --panel: #f2f5f4; --mark: #0b6e69; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e8eeee; --quiet: #a4b3b6; --line: #38464b; --ground: #12191c; --panel: #1b2529; --mark: #5cc9bf; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
        main { max-width: 46rem; margin: 0 auto; padding: 2rem 1.25rem 3rem; }
        h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .5rem; }
        h2 { font-size: 1.2rem; line-height: 1.3; margin: 2.25rem 0 .5rem; }
        p, ul { margin: .5rem 0; }
        ul { padding-left: 1.2rem; }
        li { margin: .3rem 0; }
        .lead { color: var(--quiet); }
        .caveats { background: var(--panel); border-radius: .75rem; padding: .25rem 1.25rem .75rem; margin-top: 1.5rem; }
        .caveats h2 { margin-top: 1rem; }
        dl.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .75rem; margin: 1.25rem 0; }
        dl.facts div { background: var(--panel); border-radius: .75rem; padding: .6rem .9rem; }
        dt { color: var(--quiet); font-size: .85rem; }
        dd { margin: 0; font-size: 1.15rem; font-weight: 600; overflow-wrap: anywhere; }
        figure { margin: .75rem 0; }
        svg.chart { display: block; width: 100%; max-width: 36rem; height: auto; font-family: inherit; }
        .bar, .guess, .range { color: var(--mark); }
        .axis, .none { color: var(--line); }
        .none { color: var(--quiet); }
        .tick, .unit, .figure { color: var(--quiet); }
        .tick, .unit { font-size: 10px; }
        .name, .figure { font-size: 11px; paint-order: stroke; stroke: var(--ground); stroke-width: 4px; }
        .figure { font-variant-numeric: tabular-nums; }
        details { margin: .5rem 0; overflow-x: auto; }
        summary { cursor: pointer; color: var(--mark); padding: .35rem 0; }
        summary:focus-visible { outline: 2px solid var(--mark); outline-offset: 2px; }
        table { border-collapse: collapse; width: 100%; font-size: .9rem; }
        caption { text-align: left; color: var(--quiet); padding-bottom: .25rem; }
        th, td { text-align: left; padding: .3rem .75rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
        td:not(:first-child) { font-variant-numeric: tabular-nums; }
        code { color: var(--quiet); font: .85em/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
        .origin { color: var(--quiet); font-size: .85rem; border-top: 1px solid var(--line); margin-top: 2.5rem; padding-top: .75rem; }
        @media print {
          :root { --ink: #000; --quiet: #444; --line: #bbb; --ground: #fff; --panel: #fff; --mark: #000; }
          main { max-width: none; padding: 0; }
          section, figure { break-inside: avoid; }
          .caveats, dl.facts div { border: 1px solid var(--line); }
          details:not([open]) { display: none; }
        }
        """;

    /// <summary>The whole file.</summary>
    /// <param name="title">Its title, also on the tab.</param>
    /// <param name="body">What stands in it, as HTML.</param>
    /// <param name="release">The knowledge that it rests on.</param>
    public static string Whole(string title, string body, Release release) =>
        $"<!doctype html>\n<html lang=\"en-GB\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"><title>{Safe(title)}</title>\n<style>\n{Style}\n</style></head><body><main>\n{body}<p class=\"origin\">Uncramp, knowledge {Safe(release.Version)} ({Safe(release.Hash)}). Numbers of fewer than {ScreenSummary.FewestShown} people are not shown. Not a diagnosis. Not yet signed off by a clinician.</p>\n</main></body></html>\n";

    /// <summary>Text as HTML.</summary>
    public static string Safe(string text) => WebUtility.HtmlEncode(text);
}
