using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using Uncramp.Assessment;
using Uncramp.Facts;
using Uncramp.Fhir.Reading;
using Uncramp.Knowledge;
using Uncramp.Web.Layout;

namespace Uncramp.Web.Check;

/// <summary><c>POST /api/assess</c>: a case or a FHIR R4 record in, an assessment out. Nothing is kept, so whoever reaches it may ask. What is wrong comes back as RFC 9457 problem details, all of it at once.</summary>
internal static class AssessEndpoint
{
    public static void MapAssess(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/assess", Assess).WithMetadata(new RequestSizeLimitAttribute(BundleReader.MaxBytes)).RequireRateLimiting(AtATime.Policy);
        app.Map("/api/{**path}", () => Results.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is nothing at this address", detail: "POST a case or a FHIR R4 Bundle to /api/assess."));
    }

    private static async Task<IResult> Assess(HttpContext http, KnowledgeBase knowledge)
    {
        var (body, refusal) = await JsonBody.Lend(http, "The case", BundleReader.MaxBytes);
        if (body is not { } sent) return refusal!;
        if (OtherVersion(http.Request.ContentType) is { } version)
            return JsonBody.Refuse(StatusCodes.Status415UnsupportedMediaType, "The record is in another version of FHIR", [new Problem("UNC403", "$", $"This is FHIR {version}; Uncramp reads R4 and R4B", "export the record as FHIR R4")]);
        var isRecord = BundleReader.Reads(sent.Span);
        if (!isRecord && sent.Length > CaseReader.MaxBytes) return JsonBody.TooLarge("The case", CaseReader.MaxBytes);
        var (given, unreadable) = isRecord ? BundleReader.Read(sent.Span, JsonBody.Name) : CaseReader.Read(sent.Span, JsonBody.Name);
        if (given is null) return JsonBody.Refuse(StatusCodes.Status400BadRequest, isRecord ? "The record cannot be read" : "The case cannot be read", unreadable);
        var (facts, impossible) = FactsBuilder.Build(knowledge, given, JsonBody.Name);
        if (impossible.Count > 0) return JsonBody.Refuse(StatusCodes.Status400BadRequest, "The case holds values that cannot be", impossible);
        return Results.Bytes(AssessmentJson.Write(Assessor.Assess(facts)), "application/json; charset=utf-8");
    }

    /// <summary>The FHIR version that the content type names when it is not R4 or R4B: <c>application/fhir+json; fhirVersion=5.0</c>.</summary>
    private static string? OtherVersion(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) && type.Parameters.FirstOrDefault(parameter => parameter.Name.Equals("fhirVersion", StringComparison.OrdinalIgnoreCase)) is { Value: var version } && !version.StartsWith("4.", StringComparison.Ordinal) ? version.ToString() : null;
}
