namespace Permanence.Silo.Stores;

/// <summary>
/// Files and folders with children's records or keys in them: nobody on the machine but the program's own user reads them, whatever that
/// user's usual mode is. On Windows they are as the folder above them lets.
/// </summary>
public static class OwnersOnly
{
    private const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes a folder that only its owner enters; one that is there is left as it is.</summary>
    public static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, Mine | UnixFileMode.UserExecute);
    }

    /// <summary>Makes an empty file that only its owner reads, or takes it from the others where it is there.</summary>
    public static void MakeFile(string file)
    {
        if (OperatingSystem.IsWindows())
            return;
        if (File.Exists(file))
            File.SetUnixFileMode(file, Mine);
        else
            New(file).Dispose();
    }

    /// <summary>Opens a file that only its owner reads, to be written.</summary>
    /// <exception cref="IOException">It is there already.</exception>
    public static FileStream New(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = Mine;
        return new FileStream(file, options);
    }
}
