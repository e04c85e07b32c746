using System.IO.Compression;

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
        var packed = http.Request.Headers.ContentEncoding.ToString();
        if (packed is not ("" or "identity" or "gzip"))
            return (null, Refuse(StatusCodes.Status415UnsupportedMediaType, $"{what} is packed in a way that is not read", [new Problem("UNC167", "$", $"The content encoding is '{packed}'", "send it as it is, or with gzip")]));
        byte[]? body;
        try
        {
            body = await Bytes(http, most);
            if (body is not null && packed == "gzip") body = Unpack(body, most);
        }
        catch (InvalidDataException)
        {
            return (null, Refuse(StatusCodes.Status400BadRequest, $"{what} is broken", [new Problem("UNC168", "$", "It says gzip and is not", "pack it again, or send it as it is")]));
        }
        if (body is null) return (null, TooLarge(what, most));
        if (body.AsSpan().IndexOfAnyExcept(blank) < 0)
            return (null, Refuse(StatusCodes.Status400BadRequest, $"{what} is empty", [new Problem("UNC161", "$", "There is no JSON in the request", "send an object; {} is the smallest")]));
        return (body, null);
    }

    /// <summary>The answer to what is larger than it may be, unpacked or not.</summary>
    public static IResult TooLarge(string what, int most) =>
        Refuse(StatusCodes.Status413PayloadTooLarge, $"{what} is too large", [new Problem("UNC101", "$", $"{what} has more than {most:N0} bytes", "leave out what is not about this person")]);

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

    /// <summary>Stops at the first byte too many, however small it was packed; null when there is one.</summary>
    private static byte[]? Unpack(byte[] body, int most)
    {
        using var gzip = new GZipStream(new MemoryStream(body), CompressionMode.Decompress);
        using var whole = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = gzip.Read(buffer)) > 0)
        {
            if (whole.Length + read > most) return null;
            whole.Write(buffer, 0, read);
        }
        return whole.ToArray();
    }

    /// <summary>"request:3 person.age" → "$.person.age"; a FHIRPath starts with its resource and stays: "Bundle.entry[2]".</summary>
    private static string PathOf(string place)
    {
        var path = place.Split(' ', 2) is [_, var after] ? after : place.StartsWith(Name, StringComparison.Ordinal) ? "$" : place;
        return path.Length > 0 && (path[0] == '$' || char.IsAsciiLetterUpper(path[0])) ? path : $"$.{path}";
    }
}
