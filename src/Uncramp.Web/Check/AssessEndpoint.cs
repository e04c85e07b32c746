using Uncramp.Assessment;
using Uncramp.Facts;
using Uncramp.Knowledge;

namespace Uncramp.Web.Check;

/// <summary><c>POST /api/assess</c>: a case in, an assessment out. What is wrong comes back as RFC 9457 problem details, all of it at once.</summary>
internal static class AssessEndpoint
{
    private const string Name = "request";

    public static void MapAssess(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/assess", Assess);
        app.Map("/api/{**path}", () => Results.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is nothing at this address", detail: "POST a case to /api/assess."));
    }

    private static async Task<IResult> Assess(HttpContext http, KnowledgeBase knowledge)
    {
        if (!http.Request.HasJsonContentType())
            return Refuse(StatusCodes.Status415UnsupportedMediaType, "The case must be JSON", [new Problem("UNC160", "$", $"The content type is '{http.Request.ContentType ?? "missing"}'", "send Content-Type: application/json")]);
        if (await Body(http) is not { } body)
            return Refuse(StatusCodes.Status413PayloadTooLarge, "The case is too large", [new Problem("UNC101", "$", $"The case has more than {CaseReader.MaxBytes:N0} bytes", "leave out what is not about this person")]);
        if (body.AsSpan().IndexOfAnyExcept(" \t\r\n\uFEFF"u8) < 0)
            return Refuse(StatusCodes.Status400BadRequest, "The case is empty", [new Problem("UNC161", "$", "There is no JSON in the request", "send a case; {} is the smallest")]);
        var (given, unreadable) = CaseReader.Read(body, Name);
        if (given is null) return Refuse(StatusCodes.Status400BadRequest, "The case cannot be read", unreadable);
        var (facts, impossible) = FactsBuilder.Build(knowledge, given, Name);
        if (impossible.Count > 0) return Refuse(StatusCodes.Status400BadRequest, "The case holds values that cannot be", impossible);
        return Results.Bytes(AssessmentJson.Write(Assessor.Assess(facts)), "application/json; charset=utf-8");
    }

    /// <summary>At most one byte more than a case may have is read; null when there is more.</summary>
    private static async Task<byte[]?> Body(HttpContext http)
    {
        if (http.Request.ContentLength > CaseReader.MaxBytes) return null;
        using var whole = new MemoryStream();
        var buffer = new byte[64 * 1024];
        try
        {
            int read;
            while ((read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0)
            {
                whole.Write(buffer, 0, read);
                if (whole.Length > CaseReader.MaxBytes) return null;
            }
        }
        catch (BadHttpRequestException error) when (error.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }
        return whole.ToArray();
    }

    private static IResult Refuse(int status, string title, IReadOnlyList<Problem> problems) => Results.Problem(
        statusCode: status,
        title: title,
        detail: string.Join(' ', problems.Take(3).Select(problem => $"{problem.What}: {problem.Remedy}.")),
        extensions: new Dictionary<string, object?>
        {
            ["errors"] = problems.Select(problem => new { code = problem.Code, path = PathOf(problem.Place), what = problem.What, remedy = problem.Remedy }).ToArray(),
        });

    /// <summary>"request:3 person.age" → "$.person.age".</summary>
    private static string PathOf(string place)
    {
        var path = place.Split(' ', 2) is [_, var after] ? after : place.StartsWith(Name, StringComparison.Ordinal) ? "$" : place;
        return path.StartsWith('$') ? path : $"$.{path}";
    }
}
