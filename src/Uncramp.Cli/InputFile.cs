namespace Uncramp.Cli;

/// <summary>A file of a command, or standard input.</summary>
internal static class InputFile
{
    /// <summary>Its name for messages.</summary>
    public static string Name(string file) => file == "-" ? "standard input" : file;

    /// <summary>Reads at most one byte more than it may have, so that a huge file is refused without being read.</summary>
    /// <param name="file">The path; <c>-</c> for standard input.</param>
    /// <param name="most">The most bytes it may have.</param>
    /// <param name="tooLarge">What to say of a larger one.</param>
    public static (byte[]? Bytes, Problem? Problem) Read(string file, int most, Problem tooLarge)
    {
        if (Directory.Exists(file)) return (null, new Problem("UNC141", file, "This is a folder", "give a file"));
        if (file != "-" && !File.Exists(file)) return (null, new Problem("UNC142", file, "There is no such file", "check the path"));
        try
        {
            using var stream = file == "-" ? Console.OpenStandardInput() : File.OpenRead(file);
            var buffer = new byte[64 * 1024];
            using var whole = new MemoryStream();
            int read;
            while (whole.Length <= most && (read = stream.Read(buffer, 0, (int)Math.Min(buffer.Length, most + 1 - whole.Length))) > 0) whole.Write(buffer, 0, read);
            return whole.Length > most ? (null, tooLarge) : (whole.ToArray(), null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return (null, new Problem("UNC143", file, "The file cannot be read", "check that you may read it"));
        }
    }
}
