namespace Uncramp.Cli;

/// <summary>A file named at the prompt, or standard input.</summary>
internal static class InputFile
{
    /// <summary>Reads at most one byte more than allowed, so that a huge file is refused without being read.</summary>
    /// <param name="file">A path; - for standard input.</param>
    /// <param name="most">The most bytes.</param>
    /// <param name="tooLarge">What to say of more.</param>
    public static (byte[] Bytes, Problem? Problem) Read(string file, int most, Problem tooLarge)
    {
        if (Directory.Exists(file)) return ([], new Problem("UNC141", file, "This is a folder", "give a file"));
        if (file != "-" && !File.Exists(file)) return ([], new Problem("UNC142", file, "There is no such file", "check the path"));
        try
        {
            using var stream = file == "-" ? Console.OpenStandardInput() : File.OpenRead(file);
            var buffer = new byte[64 * 1024];
            using var whole = new MemoryStream();
            int read;
            while (whole.Length <= most && (read = stream.Read(buffer, 0, (int)Math.Min(buffer.Length, most + 1 - whole.Length))) > 0) whole.Write(buffer, 0, read);
            return whole.Length > most ? ([], tooLarge) : (whole.ToArray(), null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return ([], new Problem("UNC143", file, "The file cannot be read", "check that you may read it"));
        }
    }
}
