namespace Uncramp.Web.Storage.Backups;

/// <summary>Files that hold diaries: nobody but their owner may read them.</summary>
internal static class OwnersFile
{
    /// <summary>A new, empty file of that name.</summary>
    public static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }
}
