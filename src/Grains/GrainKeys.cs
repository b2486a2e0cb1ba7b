using System.Globalization;

namespace Permanence.Grains;

/// <summary>
/// The key of a grain, by what it is of. Each holds a <c>/</c>: the ADO.NET storage keeps keys that look like numbers as numbers, and would
/// otherwise mix up <c>0123</c> and <c>123</c>. What <c>ToString</c> gives is the name in the store and on the wire, so it never changes.
/// </summary>
public interface IGrainKey
{
    string ToString();
}

/// <summary>The key of a grain that is one council's own: only its people may ask it.</summary>
public interface ICouncilKey : IGrainKey
{
    string Authority { get; }
}

public readonly record struct ChildKey(string Authority, string Child) : ICouncilKey
{
    public override string ToString() => $"{Authority}/{Child}";
}

/// <summary>The council's register, its board and what a clause reaches.</summary>
public readonly record struct AuthorityKey(string Authority) : ICouncilKey
{
    public override string ToString() => $"authority/{Authority}";
}

public readonly record struct ImportKey(string Authority, string Import) : ICouncilKey
{
    public override string ToString() => $"{Authority}/import/{Import}";
}

/// <summary>A part of an import, small enough for one message: of a file that was sent, or of what was found.</summary>
public readonly record struct ImportPartKey(ImportKey Of, string Part) : ICouncilKey
{
    public string Authority => Of.Authority;

    /// <param name="import">The import the file was sent to.</param>
    /// <param name="file">The file's place among those sent, from 0.</param>
    /// <param name="part">The part's place in the file, from 0.</param>
    public static ImportPartKey File(ImportKey import, int file, int part) =>
        new(import, string.Create(CultureInfo.InvariantCulture, $"file/{file}/{part}"));

    public static ImportPartKey Findings(ImportKey import, int part) =>
        new(import, string.Create(CultureInfo.InvariantCulture, $"findings/{part}"));

    public static ImportPartKey Children(ImportKey import, int part) =>
        new(import, string.Create(CultureInfo.InvariantCulture, $"children/{part}"));

    public override string ToString() => $"{Of}/{Part}";
}

/// <param name="Authority">The council that keeps the list.</param>
/// <param name="List">The id of the list's form in the authority's policy.</param>
public readonly record struct ListKey(string Authority, string List) : ICouncilKey
{
    public override string ToString() => $"authority/{Authority}/lists/{List}";
}

/// <summary>The council's directory of people.</summary>
public readonly record struct DirectoryKey(string Authority) : ICouncilKey
{
    internal const string Ending = "/people";

    public override string ToString() => $"authority/{Authority}{Ending}";
}

/// <summary>The one place where keys are read.</summary>
public static class GrainKeys
{
    /// <summary>A key as it was written; null where no grain of ours has such a key.</summary>
    public static IGrainKey? Parse(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Split('/', 2) switch
        {
            ["authority", var rest] => rest.Split("/lists/", 2) is [var authority, var list] ? new ListKey(authority, list)
            : rest.EndsWith(DirectoryKey.Ending, StringComparison.Ordinal) ? new DirectoryKey(rest[..^DirectoryKey.Ending.Length])
            : new AuthorityKey(rest),
            [var authority, var rest] => rest.Split('/', 3) switch
            {
                ["import", var import] => new ImportKey(authority, import),
                ["import", var import, var part] => new ImportPartKey(new ImportKey(authority, import), part),
                _ => new ChildKey(authority, rest),
            },
            _ => null,
        };
    }

    /// <summary>A key that is known to be of one kind.</summary>
    /// <exception cref="FormatException">It is of another.</exception>
    public static TKey Parse<TKey>(string key)
        where TKey : struct, IGrainKey =>
        Parse(key) is TKey read ? read : throw new FormatException($"'{key}' is not a {typeof(TKey).Name}.");

    public static TGrain GetGrain<TGrain>(this IGrainFactory grains, IGrainKey key)
        where TGrain : IGrainWithStringKey
    {
        ArgumentNullException.ThrowIfNull(grains);
        ArgumentNullException.ThrowIfNull(key);
        return grains.GetGrain<TGrain>(key.ToString());
    }
}
