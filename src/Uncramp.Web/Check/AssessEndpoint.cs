using Uncramp.Assessment;
using Uncramp.Facts;
using Uncramp.Knowledge;
using Uncramp.Web.Layout;

namespace Uncramp.Web.Check;

/// <summary><c>POST /api/assess</c>: a case in, an assessment out. What is wrong comes back as RFC 9457 problem details, all of it at once.</summary>
internal static class AssessEndpoint
{
    public static void MapAssess(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/assess", Assess);
        app.Map("/api/{**path}", () => Results.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is nothing at this address", detail: "POST a case to /api/assess."));
    }

    private static async Task<IResult> Assess(HttpContext http, KnowledgeBase knowledge)
    {
        var (body, refusal) = await JsonBody.Read(http, "The case", CaseReader.MaxBytes);
        if (body is null) return refusal!;
        var (given, unreadable) = CaseReader.Read(body, JsonBody.Name);
        if (given is null) return JsonBody.Refuse(StatusCodes.Status400BadRequest, "The case cannot be read", unreadable);
        var (facts, impossible) = FactsBuilder.Build(knowledge, given, JsonBody.Name);
        if (impossible.Count > 0) return JsonBody.Refuse(StatusCodes.Status400BadRequest, "The case holds values that cannot be", impossible);
        return Results.Bytes(AssessmentJson.Write(Assessor.Assess(facts)), "application/json; charset=utf-8");
    }
}
