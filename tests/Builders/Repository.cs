namespace Permanence.Builders;

/// <summary>Where the checkout's own files are, found from where the tests run.</summary>
public static class Repository
{
    public static string Root { get; } = Find();

    public static string Config => Path.Combine(Root, "config");

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Permanence.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The tests do not run inside a checkout of Permanence.");
    }
}
