using Microsoft.AspNetCore.WebUtilities;
using Uncramp.Assessment;
using Uncramp.Facts;
using Uncramp.Fhir.CdsHooks;
using Uncramp.Fhir.Reading;
using Uncramp.Knowledge;
using Uncramp.Web.CdsHooks;
using Uncramp.Web.Layout;
using Uncramp.Web.Outside;
using Uncramp.Web.Sync;

namespace Uncramp.Web.Smart;

/// <summary>
/// SMART App Launch 2.2, from inside a clinician's software or from here, with PKCE and without a secret. The page reads one record, shows the assessment,
/// writes nothing and keeps nothing. The token stays on the server, in memory.
/// </summary>
internal static class LaunchEndpoints
{
    public static void AddSmart(this WebApplicationBuilder builder, ServeOptions options)
    {
        builder.Services.AddSingleton(options.SmartIssuers ?? new SmartIssuers([]));
        builder.Services.AddSingleton<SmartServer>();
        builder.Services.AddSingleton<SmartSessions>();
    }

    public static void MapSmart(this IEndpointRouteBuilder app)
    {
        app.MapGet("/smart", (SmartIssuers issuers) => Show.Page<LaunchPage>(new { Issuers = issuers.All }));
        app.MapGet("/smart/launch", Launch);
        app.MapGet("/smart/callback", Callback);
        app.MapGet("/smart/patient/{key}", Patient);
        app.MapPost("/smart/patient/{key}/end", End);
    }

    private static async Task<IResult> Launch(HttpContext http, SmartIssuers issuers, SmartServer server, SmartSessions sessions, IReadOnlyList<CdsService> services, string? iss, string? launch)
    {
        if (!Uri.TryCreate(iss, UriKind.Absolute, out var url) || issuers.Of(url) is not { } issuer)
            return ErrorEndpoints.Refused("This server is not known here", "Uncramp may only be launched from a FHIR server that is listed. Ask whoever runs this server to list it.", StatusCodes.Status403Forbidden);
        var (endpoints, why) = await server.Discover(issuer, http.RequestAborted);
        if (endpoints is null) return Failed($"{issuer.Name} cannot be used: {why}.");
        if (sessions.Begin(http, issuer, endpoints, new Uri(CdsEndpoints.Site(http), "smart/callback")) is not { } session) return Failed("Too many launches are going on. Try again in ten minutes.");
        http.Response.Headers.CacheControl = "no-store";
        var query = new Dictionary<string, string?>
        {
            ["response_type"] = "code",
            ["client_id"] = issuer.ClientId,
            ["redirect_uri"] = session.Back.AbsoluteUri,
            ["scope"] = Scopes(services, endpoints, fromInside: launch is not null),
            ["state"] = session.State,
            ["aud"] = issuer.Url.AbsoluteUri.TrimEnd('/'),
            ["code_challenge"] = session.Challenge,
            ["code_challenge_method"] = "S256",
        };
        if (launch is not null) query["launch"] = launch;
        return Results.Redirect(QueryHelpers.AddQueryString(endpoints.Authorize.AbsoluteUri, query));
    }

    private static async Task<IResult> Callback(HttpContext http, SmartServer server, SmartSessions sessions, string? state, string? code, string? error)
    {
        if (sessions.Return(http, state) is not { } session) return Failed("This answer belongs to no launch of this browser, or it came too late. Launch Uncramp again.", StatusCodes.Status400BadRequest);
        if (error is not null || string.IsNullOrEmpty(code)) return Failed($"{session.Issuer.Name} did not let Uncramp read the record. Nothing was read.", StatusCodes.Status403Forbidden);
        var (token, why) = await server.Exchange(session.Endpoints, session.Issuer, code, session.Verifier, session.Back, http.RequestAborted);
        if (token is null) return Failed($"{session.Issuer.Name} gave no token: {why}.");
        sessions.Open(session, token);
        http.Response.Headers.CacheControl = "no-store";
        return SeeOther.To($"/smart/patient/{session.Key}");
    }

    private static async Task<IResult> Patient(HttpContext http, string key, SmartSessions sessions, FhirServer server, IReadOnlyList<CdsService> services, KnowledgeBase knowledge, TimeProvider clock)
    {
        if (sessions.Find(http, key) is not { } session) return Over();
        http.Response.Headers.CacheControl = "no-store";
        var parts = await server.Read(session.Access!, Reach.Listed, session.Patient, Wanted(services).Select(template => (template, (string?)null)), http.RequestAborted);
        var unread = parts.Where(part => part.Why is not null && (part.Template.Needed || part.Pages.Count > 0)).ToList();
        var (given, problems) = BundleReader.Read(CdsRequest.RecordOf([.. parts.SelectMany(part => part.Pages.Select((page, i) => ($"{part.Template.Key}-{i}", (ReadOnlyMemory<byte>)page)))]).Span, "record", DateOnly.FromDateTime(clock.GetLocalNow().DateTime));
        if (given is null) return Failed(unread.Count > 0 ? $"The record could not be read: {unread[0].Why}." : $"The record cannot be read: {problems[0].What}.");
        var (facts, _) = FactsBuilder.Build(knowledge, given, "record");
        return Show.Page<PatientPage>(new { Result = Assessor.Assess(facts), Facts = facts, Unread = unread.ConvertAll(part => (Name(part.Template), part.Why!)), session.Issuer, Key = key, session.Until });
    }

    private static IResult End(HttpContext http, string key, SmartSessions sessions)
    {
        if (SameSite.Refuse(http) is { } no) return no;
        if (sessions.Find(http, key) is { } session) sessions.End(session);
        return SeeOther.To($"/smart/patient/{key}");
    }

    /// <summary>What the services ask for, each once.</summary>
    private static IEnumerable<PrefetchTemplate> Wanted(IReadOnlyList<CdsService> services) => services.SelectMany(service => service.Prefetch).DistinctBy(template => template.Query);

    private static string Scopes(IReadOnlyList<CdsService> services, SmartEndpoints endpoints, bool fromInside) =>
        string.Join(' ', Wanted(services).Select(template => $"patient/{Type(template)}.{(endpoints.SecondVersion ? "rs" : "read")}").Distinct().Prepend(fromInside ? "launch" : "launch/patient"));

    private static string Type(PrefetchTemplate template) => template.Query.Split('/', '?')[0];

    private static string Name(PrefetchTemplate template) => Type(template) switch
    {
        "Patient" => "age and sex",
        "Condition" => "conditions",
        "Procedure" => "operations",
        "Observation" => "results",
        "MedicationRequest" => "prescriptions",
        _ => "what else is taken",
    };

    private static IResult Over() => ErrorEndpoints.Refused("This view is closed", "Nothing of it was kept. Launch Uncramp again from the patient’s record.", StatusCodes.Status410Gone);

    private static IResult Failed(string text, int status = StatusCodes.Status502BadGateway) => ErrorEndpoints.Refused("The record could not be opened", text, status);
}
