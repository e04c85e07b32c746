using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Uncramp.Diary;
using Uncramp.Knowledge;
using Uncramp.Trials;
using Uncramp.Web.Check;
using Uncramp.Web.Diary;
using Uncramp.Web.Layout;
using Uncramp.Web.Storage;
using Uncramp.Web.Sync;

namespace Uncramp.Web.Trials;

/// <summary>
/// A trial that somebody else packs. A pharmacist prints labels and a list that is made once and kept nowhere; after the last night the person
/// opens it with its code. Before that no account, this server included, knows the order.
/// </summary>
internal static class SealedEndpoints
{
    /// <summary>So many digits of the hash stand on the labels, for the person to type at the end.</summary>
    public const int MarkDigits = 12;

    private const int MostPairs = 26, MostBlock = 28;
    private const string Labels = "/trials/labels", Open = "/trials/open", Handout = "/trials/handout";
    private static readonly DiarySection section = DiarySection.Named("trials");

    public static void MapSealed(this IEndpointRouteBuilder app)
    {
        app.MapGet(Labels, (KnowledgeBase knowledge, TimeProvider clock) => LabelsForm(knowledge, clock, [], null));
        app.MapPost(Labels, Print);
        app.MapGet(Open, (HttpContext http, CurrentPerson current, KnowledgeBase knowledge) => current.Id(http) is null ? CurrentPerson.SignIn(http) : OpenForm(knowledge, [], null));
        app.MapPost(Open, Reveal);
        app.MapGet(Handout, (KnowledgeBase knowledge, string? measure) => measure is null ? SeeOther.To("/evidence")
            : knowledge.Find(measure) is { Measure.Trial: not null } entry ? Show.Page<HandoutPage>(new { Measure = entry, Stops = knowledge.TrialStops }) : ErrorEndpoints.Missing());
    }

    /// <summary>What a pharmacist can pack, by title.</summary>
    public static IReadOnlyList<Entry> Packable(KnowledgeBase knowledge) => [.. knowledge.Entries.Where(entry => entry.Measure?.Trial is { Blind: true }).OrderBy(entry => entry.Title, StringComparer.Ordinal)];

    /// <summary>The answer is the list itself: it is kept nowhere and cannot be asked for again.</summary>
    private static async Task<IResult> Print(HttpContext http, KnowledgeBase knowledge, TimeProvider clock)
    {
        if (SameSite.Refuse(http) is { } elsewhere) return elsewhere;
        if (!http.Request.HasFormContentType) return ErrorEndpoints.Refused("That did not come through", "Please go back and try again.", StatusCodes.Status415UnsupportedMediaType);
        var form = await http.Request.ReadFormAsync();
        var (plan, errors) = Read(knowledge, form, clock);
        if (plan is null) return LabelsForm(knowledge, clock, errors, form);
        var code = SealedCode.Of(RandomNumberGenerator.GetBytes(SealedCode.Length));
        http.Response.Headers.CacheControl = "no-store";
        return Show.Page<LabelsPage>(new { Plan = plan with { Seed = SealedCode.Seed(code) }, Code = code, Measure = knowledge.Find(plan.Measure) });
    }

    /// <summary>Not before the end: what is known too soon is not blinded any more.</summary>
    private static async Task<IResult> Reveal(HttpContext http, Diaries diaries, KnowledgeBase knowledge, TimeProvider clock)
    {
        var (person, form, refusal) = await Forms.Read(http);
        if (refusal is not null) return refusal;
        var (plan, errors) = Read(knowledge, form, clock);
        if (SealedCode.Parse(form["code"]) is not { } code) errors.Add(new FormError("code", "This is no code. It has 16 letters and digits, such as ABCD-2345-EFGH-6789."));
        else if (plan is not null)
        {
            var diary = await diaries.Of(person);
            plan = plan with { Seed = SealedCode.Seed(code), Sealed = true };
            var allocation = Allocation.Of(plan);
            if (OwnNights.TonightOf(diary, clock) < allocation.End) errors.Add(new FormError("start", $"The last night is {allocation.End.Plus(-1).Evening.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}. Open it after that."));
            else if (!string.Equals(form["mark"].ToString().Trim(), allocation.Hash[..MarkDigits], StringComparison.OrdinalIgnoreCase)) errors.Add(new FormError("mark", "The mark does not go with this code and these nights. Look at the label again."));
            else
            {
                // The same code makes the same trial, however often it is opened.
                var key = new Guid(SHA256.HashData(Convert.FromHexString(plan.Seed)).AsSpan(0, 16)).ToString();
                var said = new JsonObject
                {
                    ["measure"] = plan.Measure, ["start"] = plan.Start.ToString(), ["block"] = plan.Block, ["washout"] = plan.Washout, ["pairs"] = plan.Pairs, ["seed"] = plan.Seed,
                    ["schedule"] = allocation.Hash, ["sealed"] = true, ["ended"] = allocation.End.Plus(-1).ToString(), ["because"] = "finished",
                };
                var outcome = await Saying.Say(http, section, person, key, Blank.Utf8(said));
                return outcome is Outcome.Kept ? SeeOther.To($"{TrialEndpoints.Home}/{key}") : Forms.NotKept(outcome);
            }
        }
        return OpenForm(knowledge, errors, form);
    }

    /// <summary>The plan as the form has it, without its seed.</summary>
    private static (Trial? Plan, List<FormError> Errors) Read(KnowledgeBase knowledge, IFormCollection form, TimeProvider clock)
    {
        var errors = new List<FormError>();
        var measure = Packable(knowledge).FirstOrDefault(entry => entry.Id == form["measure"]);
        if (measure is null) errors.Add(new FormError("measure", "Choose what is packed."));
        var pairs = Whole("pairs", TrialResult.FewestPairsToHelp, MostPairs, "pairs");
        var block = Whole("block", measure?.Measure!.Trial!.Shortest ?? 1, MostBlock, "nights in a block");
        if (Night.Parse(form["start"].ToString()) is not { } start || Math.Abs(start.Since(new Night(DateOnly.FromDateTime(clock.GetLocalNow().DateTime)))) > 1000)
        {
            errors.Add(new FormError("start", "Choose the first night."));
            start = default;
        }
        return errors.Count > 0 ? (null, errors)
            : (new Trial { Id = Guid.Empty, Measure = measure!.Id, Start = start, Block = block, Washout = measure.Measure!.Trial!.Washout, Pairs = pairs, Seed = "", Logged = new Stamp(clock.GetUtcNow()) }, errors);

        int Whole(string name, int least, int most, string what)
        {
            if (int.TryParse(form[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
            errors.Add(new FormError(name, $"Write a number of {what} from {least} to {most}."));
            return 0;
        }
    }

    private static RazorComponentResult<LabelsFormPage> LabelsForm(KnowledgeBase knowledge, TimeProvider clock, IReadOnlyList<FormError> errors, IFormCollection? form) =>
        Show.Page<LabelsFormPage>(new { Measures = Packable(knowledge), Today = DateOnly.FromDateTime(clock.GetLocalNow().DateTime), Errors = errors, Form = form }, Status(errors));

    private static RazorComponentResult<OpenPage> OpenForm(KnowledgeBase knowledge, IReadOnlyList<FormError> errors, IFormCollection? form) =>
        Show.Page<OpenPage>(new { Measures = Packable(knowledge), Errors = errors, Form = form }, Status(errors));

    private static int Status(IReadOnlyList<FormError> errors) => errors.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;
}
