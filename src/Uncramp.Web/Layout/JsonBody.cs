using System.Buffers;
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
        var (body, refusal) = await Lend(http, what, most);
        return (body?.ToArray(), refusal);
    }

    /// <summary>The same without a copy, for what may be large: the memory is good until the call is answered, and then somebody else's.</summary>
    public static async Task<(ReadOnlyMemory<byte>? Body, IResult? Refusal)> Lend(HttpContext http, string what, int most)
    {
        if (!http.Request.HasJsonContentType())
            return (null, Refuse(StatusCodes.Status415UnsupportedMediaType, $"{what} must be JSON", [new Problem("UNC160", "$", $"The content type is '{http.Request.ContentType ?? "missing"}'", "send Content-Type: application/json")]));
        var packed = http.Request.Headers.ContentEncoding.ToString();
        if (packed is not ("" or "identity" or "gzip"))
            return (null, Refuse(StatusCodes.Status415UnsupportedMediaType, $"{what} is packed in a way that is not read", [new Problem("UNC167", "$", $"The content encoding is '{packed}'", "send it as it is, or with gzip")]));
        ReadOnlyMemory<byte>? body;
        try
        {
            body = await Bytes(http, most);
            if (body is { } whole && packed == "gzip") body = Unpack(http, whole, most);
        }
        catch (InvalidDataException)
        {
            return (null, Refuse(StatusCodes.Status400BadRequest, $"{what} is broken", [new Problem("UNC168", "$", "It says gzip and is not", "pack it again, or send it as it is")]));
        }
        if (body is not { Span: var span }) return (null, TooLarge(what, most));
        if (span.IndexOfAnyExcept(blank) < 0)
            return (null, Refuse(StatusCodes.Status400BadRequest, $"{what} is empty", [new Problem("UNC161", "$", "There is no JSON in the request", "send an object; {} is the smallest")]));
        return (body, null);
    }

    /// <summary>The answer to what is larger than it may be, unpacked or not.</summary>
    public static IResult TooLarge(string what, int most) =>
        Refuse(StatusCodes.Status413PayloadTooLarge, $"{what} is too large", [new Problem("UNC101", "$", $"{what} has more than {most:N0} bytes", "leave out what is not about this person")]);

    public static IResult Refuse(int status, string title, IReadOnlyList<Problem> problems) => Results.Problem(
        statusCode: status,
        title: title,
        detail: string.Join(' ', problems.Select(problem => $"{problem.What}: {problem.Remedy}.").Distinct().Take(3)),
        extensions: new Dictionary<string, object?>
        {
            ["errors"] = problems.Select(problem => new { code = problem.Code, path = PathOf(problem.Place), what = problem.What, remedy = problem.Remedy }).ToArray(),
        });

    /// <summary>At most one byte more than allowed is read; null when there is more.</summary>
    private static async Task<ReadOnlyMemory<byte>?> Bytes(HttpContext http, int most)
    {
        if (http.Request.ContentLength > most) return null;
        var whole = Lent.For(http, (int)(http.Request.ContentLength ?? 0));
        try
        {
            while (true)
            {
                var read = await http.Request.BodyReader.ReadAsync(http.RequestAborted);
                foreach (var part in read.Buffer) whole.Write(part.Span);
                http.Request.BodyReader.AdvanceTo(read.Buffer.End);
                if (whole.Written.Length > most) return null;
                if (read.IsCompleted) break;
            }
        }
        catch (BadHttpRequestException error) when (error.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }
        return whole.Written;
    }

    /// <summary>Stops at the first byte too many, however small it was packed; null when there is one.</summary>
    private static ReadOnlyMemory<byte>? Unpack(HttpContext http, ReadOnlyMemory<byte> body, int most)
    {
        using var gzip = new GZipStream(new MemoryStream(body.ToArray()), CompressionMode.Decompress);
        var whole = Lent.For(http, 0);
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = gzip.Read(buffer)) > 0)
        {
            if (whole.Written.Length + read > most) return null;
            whole.Write(buffer.AsSpan(0, read));
        }
        return whole.Written;
    }

    /// <summary>"request:3 person.age" → "$.person.age"; a FHIRPath starts with its resource and stays: "Bundle.entry[2]".</summary>
    private static string PathOf(string place)
    {
        var path = place.Split(' ', 2) is [_, var after] ? after : place.StartsWith(Name, StringComparison.Ordinal) ? "$" : place;
        return path.Length > 0 && (path[0] == '$' || char.IsAsciiLetterUpper(path[0])) ? path : $"$.{path}";
    }

    /// <summary>Bytes out of the common pool. Large calls would otherwise each make the collector walk everything.</summary>
    private sealed class Lent : IDisposable
    {
        private const int Least = 16 * 1024;
        private byte[] bytes;
        private int length;

        private Lent(int size) => bytes = ArrayPool<byte>.Shared.Rent(Math.Max(size, Least));

        public ReadOnlyMemory<byte> Written => bytes.AsMemory(0, length);

        /// <summary>Given back, and wiped, when the call is answered.</summary>
        public static Lent For(HttpContext http, int size)
        {
            var lent = new Lent(size);
            http.Response.RegisterForDispose(lent);
            return lent;
        }

        public void Write(ReadOnlySpan<byte> more)
        {
            if (length + more.Length > bytes.Length)
            {
                var larger = ArrayPool<byte>.Shared.Rent(Math.Max(length + more.Length, bytes.Length * 2));
                bytes.AsSpan(0, length).CopyTo(larger);
                Dispose();
                bytes = larger;
            }
            more.CopyTo(bytes.AsSpan(length));
            length += more.Length;
        }

        public void Dispose()
        {
            bytes.AsSpan(0, length).Clear();
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
