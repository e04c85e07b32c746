namespace Uncramp.Web.Layout;

/// <summary>The JSON that a call sends, and how it is told what is wrong with it: RFC 9457 problem details, all of it at once.</summary>
internal static class JsonBody
{
    /// <summary>What readers call the document, so that places become JSON paths.</summary>
    public const string Name = "request";

    private static readonly byte[] blank = " \t\r\n\uFEFF"u8.ToArray();

    /// <summary>The bytes, or the answer that says why there are none.</summary>
    /// <param name="http">The call.</param>
    /// <param name="what">What is sent, with its article: "The case".</param>
    /// <param name="most">The most bytes it may have.</param>
    public static async Task<(byte[]? Body, IResult? Refusal)> Read(HttpContext http, string what, int most)
    {
        if (!http.Request.HasJsonContentType())
            return (null, Refuse(StatusCodes.Status415UnsupportedMediaType, $"{what} must be JSON", [new Problem("UNC160", "$", $"The content type is '{http.Request.ContentType ?? "missing"}'", "send Content-Type: application/json")]));
        if (await Bytes(http, most) is not { } body)
            return (null, Refuse(StatusCodes.Status413PayloadTooLarge, $"{what} is too large", [new Problem("UNC101", "$", $"{what} has more than {most:N0} bytes", "leave out what is not about this person")]));
        if (body.AsSpan().IndexOfAnyExcept(blank) < 0)
            return (null, Refuse(StatusCodes.Status400BadRequest, $"{what} is empty", [new Problem("UNC161", "$", "There is no JSON in the request", "send an object; {} is the smallest")]));
        return (body, null);
    }

    public static IResult Refuse(int status, string title, IReadOnlyList<Problem> problems) => Results.Problem(
        statusCode: status,
        title: title,
        detail: string.Join(' ', problems.Take(3).Select(problem => $"{problem.What}: {problem.Remedy}.")),
        extensions: new Dictionary<string, object?>
        {
            ["errors"] = problems.Select(problem => new { code = problem.Code, path = PathOf(problem.Place), what = problem.What, remedy = problem.Remedy }).ToArray(),
        });

    /// <summary>At most one byte more than allowed is read; null when there is more.</summary>
    private static async Task<byte[]?> Bytes(HttpContext http, int most)
    {
        if (http.Request.ContentLength > most) return null;
        using var whole = new MemoryStream((int)(http.Request.ContentLength ?? 0));
        try
        {
            while (true)
            {
                var read = await http.Request.BodyReader.ReadAsync(http.RequestAborted);
                foreach (var part in read.Buffer) whole.Write(part.Span);
                http.Request.BodyReader.AdvanceTo(read.Buffer.End);
                if (whole.Length > most) return null;
                if (read.IsCompleted) break;
            }
        }
        catch (BadHttpRequestException error) when (error.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }
        return whole.ToArray();
    }

    /// <summary>"request:3 person.age" → "$.person.age".</summary>
    private static string PathOf(string place)
    {
        var path = place.Split(' ', 2) is [_, var after] ? after : place.StartsWith(Name, StringComparison.Ordinal) ? "$" : place;
        return path.StartsWith('$') ? path : $"$.{path}";
    }
}
