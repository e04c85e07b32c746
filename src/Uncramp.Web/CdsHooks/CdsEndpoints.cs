using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Mvc;
using Uncramp.Fhir.CdsHooks;
using Uncramp.Knowledge;
using Uncramp.Web.Layout;
using Uncramp.Web.Outside;
using Uncramp.Web.Smart;

namespace Uncramp.Web.CdsHooks;

/// <summary>CDS Hooks 2.0 (cds-hooks.hl7.org): what there is, what is said to a call, and what became of it. No call is kept: only words for illnesses and medicines are remembered, of nobody, until the program ends.</summary>
internal static class CdsEndpoints
{
    public const string Cors = "cds";

    /// <summary>
    /// As many calls are judged at a time as there are cores, the oldest first. More at once would not be answered sooner: each would only wait for all others,
    /// and the unlucky one for longest. Calls that still come in, or wait for a record, take no turn.
    /// </summary>
    private static readonly SemaphoreSlim Turns = new(Environment.ProcessorCount);

    public static void AddCds(this WebApplicationBuilder builder, ServeOptions options, KnowledgeBase knowledge)
    {
        var services = builder.Services;
        services.AddSingleton<OutsideHttp>();
        services.AddSingleton<FhirServer>();
        services.AddSingleton<SigningKeys>();
        services.AddSingleton(CdsService.Of(knowledge));
        services.AddSingleton<RecordSource>(all => new RecordSource(all.GetRequiredService<FhirServer>(), options.Shared));
        services.AddSingleton(all => new ClientCheck(options.CdsClients ?? [], !options.Shared, all.GetRequiredService<SigningKeys>(), all.GetRequiredService<TimeProvider>()));
        // A client in a browser may ask from anywhere: no cookie counts here, and who calls is told by its token.
        services.AddCors(cors => cors.AddPolicy(Cors, new CorsPolicyBuilder().AllowAnyOrigin().WithMethods("GET", "POST").WithHeaders("Authorization", "Content-Type", "Accept").SetPreflightMaxAge(TimeSpan.FromHours(1)).Build()));
    }

    public static void MapCds(this IEndpointRouteBuilder app)
    {
        app.MapGet("/cds-services", (IReadOnlyList<CdsService> services) => Json(CdsService.Discovery(services))).RequireCors(Cors);
        app.MapPost("/cds-services/{id}", Answer).RequireCors(Cors).WithMetadata(new RequestSizeLimitAttribute(CdsRequest.MaxBytes + 1));
        app.MapPost("/cds-services/{id}/feedback", Feedback).RequireCors(Cors).WithMetadata(new RequestSizeLimitAttribute(Fhir.CdsHooks.Feedback.MaxBytes + 1));
    }

    private static async Task<IResult> Answer(HttpContext http, string id, IReadOnlyList<CdsService> services, KnowledgeBase knowledge, ClientCheck check, RecordSource source, SmartIssuers smart, TimeProvider clock)
    {
        if (services.FirstOrDefault(one => one.Id == id) is not { } service) return NoService(id, services);
        var (client, stranger) = await check.Check(http.Request, Address(http), http.RequestAborted);
        if (stranger is not null) return Stranger(http, stranger);
        var (body, refusal) = await JsonBody.Lend(http, "The call", CdsRequest.MaxBytes);
        if (body is not { } sent) return refusal!;
        var (request, wrong) = CdsRequest.Read(sent, service, JsonBody.Name);
        if (request is null) return JsonBody.Refuse(StatusCodes.Status400BadRequest, "The call cannot be read", wrong);
        var (record, missing) = await source.Of(request, client, http.RequestAborted);
        if (missing.Count > 0) return JsonBody.Refuse(StatusCodes.Status412PreconditionFailed, "The record is not there", missing);
        await Turns.WaitAsync(http.RequestAborted);
        CdsAnswer? answer;
        IReadOnlyList<Problem> unreadable;
        try
        {
            (answer, unreadable) = CdsAnswer.To(knowledge, request, record.Span, Today(clock), JsonBody.Name);
        }
        finally
        {
            Turns.Release();
        }
        if (answer is null) return JsonBody.Refuse(StatusCodes.Status400BadRequest, "The record cannot be read", unreadable);
        var site = Site(http);
        return Json(CardWriter.Write(answer, request, site, smart.Of(request.FhirServer) is null ? null : new Uri(site, "smart/launch")));
    }

    private static async Task<IResult> Feedback(HttpContext http, string id, IReadOnlyList<CdsService> services, KnowledgeBase knowledge, ClientCheck check, FeedbackStore store, TimeProvider clock)
    {
        if (!services.Any(service => service.Id == id)) return NoService(id, services);
        var (_, stranger) = await check.Check(http.Request, Address(http), http.RequestAborted);
        if (stranger is not null) return Stranger(http, stranger);
        var (body, refusal) = await JsonBody.Read(http, "The feedback", Fhir.CdsHooks.Feedback.MaxBytes);
        if (body is null) return refusal!;
        var (feedback, wrong) = Fhir.CdsHooks.Feedback.Read(body, knowledge, JsonBody.Name);
        if (feedback is null) return JsonBody.Refuse(StatusCodes.Status400BadRequest, "The feedback cannot be read", wrong);
        await store.Keep(id, feedback, Today(clock));
        return Results.Ok();
    }

    private static IResult NoService(string id, IReadOnlyList<CdsService> services) => JsonBody.Refuse(
        StatusCodes.Status404NotFound, "There is no such service", [new Problem("UNC453", "$", $"'{(id.Length > 60 ? id[..60] : id)}' is no service of this server", $"call one of {string.Join(", ", services.Select(service => service.Id))}")]);

    private static IResult Stranger(HttpContext http, Problem problem)
    {
        http.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
        return JsonBody.Refuse(StatusCodes.Status401Unauthorized, "Who calls is not known", [problem]);
    }

    private static IResult Json(byte[] body) => Results.Bytes(body, "application/json; charset=utf-8");

    private static DateOnly Today(TimeProvider clock) => DateOnly.FromDateTime(clock.GetLocalNow().DateTime);

    /// <summary>Where our pages are, as the caller sees us.</summary>
    internal static Uri Site(HttpContext http) => new($"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}/");

    /// <summary>The address that was called, as the caller wrote it.</summary>
    private static string Address(HttpContext http) => new Uri(Site(http), http.Request.Path.Value!.TrimStart('/').TrimEnd('/')).AbsoluteUri;
}
