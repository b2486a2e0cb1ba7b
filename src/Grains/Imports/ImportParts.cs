using System.Text.Json;
using Permanence.Domain.Returns;
using Permanence.Grains.Keeping;

namespace Permanence.Grains.Imports;

/// <summary>
/// What an import keeps outside its own row, in pieces small enough for one message: the files as they were sent, what was found, and what
/// the return does to each child.
/// </summary>
/// <param name="import">Of which import: asked when needed, for a grain has no key yet while it is made.</param>
internal sealed class ImportParts(Func<ImportKey> import, Func<IGrainFactory> grains, ReturnCodes codes)
{
    private const int InAPart = 1000;

    public Task<IReadOnlyList<ReturnFinding>> Findings(int count, int skip, int take, CancellationToken cancelled) =>
        Page<ReturnFinding>(part => ImportPartKey.Findings(import(), part), count, skip, take, cancelled);

    public Task<IReadOnlyList<ChildInReturn>> Children(int count, int skip, int take, CancellationToken cancelled) =>
        Page<ChildInReturn>(part => ImportPartKey.Children(import(), part), count, skip, take, cancelled);

    /// <summary>Kept with what their codes mean beside them, as the council's codes are now.</summary>
    public Task StoreFindings(IEnumerable<ReturnFinding> findings)
    {
        var known = codes.Now;
        return Store([.. findings.Select(finding => CodesInWords.Beside(known, finding))], part => ImportPartKey.Findings(import(), part));
    }

    public Task StoreChildren(IReadOnlyList<ChildInReturn> children) => Store(children, part => ImportPartKey.Children(import(), part));

    public static List<ReturnFinding> InOrder(IEnumerable<ReturnFinding> findings) =>
        [.. findings.OrderBy(finding => finding.File, StringComparer.Ordinal).ThenBy(finding => finding.Line)];

    /// <exception cref="InvalidDataException">A part of a file is not there.</exception>
    public async Task<List<ReturnFile>> Files(IReadOnlyList<ImportFile> sent)
    {
        var files = new List<ReturnFile>(sent.Count);
        for (var file = 0; file < sent.Count; file++)
        {
            var content = new MemoryStream();
            for (var part = 0; part < sent[file].Parts; part++)
            {
                var piece = await Part(ImportPartKey.File(import(), file, part)).Get();
                content.Write(piece ?? throw new InvalidDataException($"Part {part} of file {file} of the import {import()} is missing."));
            }

            content.Position = 0;
            files.Add(new ReturnFile(sent[file].Name, content));
        }

        return files;
    }

    public async Task DeleteFiles(IReadOnlyList<ImportFile> sent)
    {
        for (var file = 0; file < sent.Count; file++)
        {
            for (var part = 0; part < sent[file].Parts; part++)
                await Part(ImportPartKey.File(import(), file, part)).Put([]);
        }
    }

    private async Task<IReadOnlyList<T>> Page<T>(Func<int, ImportPartKey> key, int count, int skip, int take, CancellationToken cancelled)
    {
        var taken = new List<T>();
        for (var index = Math.Max(skip, 0); index < count && taken.Count < take; )
        {
            var page = Read<T>(await Part(key(index / InAPart)).Get(cancelled)).Skip(index % InAPart).Take(take - taken.Count).ToList();
            if (page.Count == 0)
                break;
            taken.AddRange(page);
            index += page.Count;
        }

        return taken;
    }

    private async Task Store<T>(IReadOnlyList<T> all, Func<int, ImportPartKey> key)
    {
        for (var part = 0; part * InAPart < all.Count; part++)
        {
            var page = all.Skip(part * InAPart).Take(InAPart).ToList();
            await Part(key(part)).Put(JsonSerializer.SerializeToUtf8Bytes(page, CaseRecordJson.Options));
        }
    }

    private static List<T> Read<T>(byte[]? part) =>
        part is { Length: > 0 } ? JsonSerializer.Deserialize<List<T>>(part, CaseRecordJson.Options)! : [];

    private IImportPartGrain Part(ImportPartKey key) => grains().GetGrain<IImportPartGrain>(key);
}
