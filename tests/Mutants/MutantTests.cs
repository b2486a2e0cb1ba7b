using Permanence.Domain.Policies;
using Permanence.Domain.Records;
using Permanence.Domain.Returns;
using Xunit;

namespace Permanence.Mutants;

/// <summary>
/// Some thousands of mutants with a fixed seed; <c>dotnet run --project tests/Mutants</c> makes more. Each kind is also tried against a
/// program that is broken on purpose: a mutation test that finds nothing there would find nothing anywhere.
/// </summary>
public sealed class MutantTests
{
    private const int Seed = 903;

    [Fact]
    public async Task Whatever_a_pack_holds_is_a_library_or_a_fault_with_its_file() => Behaved(await PackMutants.Run(Seed, 300));

    [Fact]
    public async Task Whatever_a_return_holds_is_facts_or_findings_and_an_import_is_undone_exactly() =>
        Behaved(await ReturnMutants.Run(Seed, 300));

    [Fact]
    public async Task Whatever_the_file_of_codes_holds_is_codes_or_a_refusal_and_a_return_is_read_with_them() =>
        Behaved(await CodeSetMutants.Run(Seed, 300));

    [Fact]
    public async Task Whatever_a_case_file_holds_is_refused_by_its_field_or_read_kept_and_evaluated_the_same_twice() =>
        Behaved(await CaseFileMutants.Run(Seed, 4000));

    [Fact]
    public async Task Whatever_a_body_or_an_address_holds_the_server_answers_without_a_fault_of_its_own() =>
        Behaved(await BodyMutants.Run(Seed, 1200));

    [Fact]
    public async Task A_reader_of_packs_that_throws_is_found() =>
        Assert.NotEmpty(
            (
                await PackMutants.Run(
                    Seed,
                    40,
                    folder => PolicyLibrary.Load(folder) is { Library: { } } read ? read : throw new InvalidOperationException("slipped")
                )
            ).Escapes
        );

    [Fact]
    public async Task A_reader_of_codes_that_throws_is_found() =>
        Assert.NotEmpty(
            (
                await CodeSetMutants.Run(
                    Seed,
                    40,
                    file => CodeSets.Read(file) is { Succeeded: true } codes ? codes : throw new InvalidOperationException("slipped")
                )
            ).Escapes
        );

    [Fact]
    public async Task An_undo_that_leaves_what_was_imported_is_found() =>
        Assert.NotEmpty((await ReturnMutants.Run(Seed, 5, (_, _) => { })).Escapes);

    [Fact]
    public async Task A_writer_of_case_files_that_loses_an_event_is_found() =>
        Assert.NotEmpty((await CaseFileMutants.Run(Seed, 100, LosingOne)).Escapes);

    [Fact]
    public async Task A_server_that_fails_is_found() =>
        Assert.NotEmpty(
            (
                await BodyMutants.Run(
                    Seed,
                    5,
                    (_, _) => Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.InternalServerError))
                )
            ).Escapes
        );

    // Each time it is written the last event is gone: what is read again is written to other bytes.
    private static byte[] LosingOne(CaseFile file) => CaseFileJson.Write(file with { Events = [.. file.Events.SkipLast(1)] });

    private static void Behaved(MutationReport report)
    {
        Assert.True(
            report.Escapes.Count == 0,
            $"{report.Escapes.Count} of {report.Mutants} escaped:\n{string.Join('\n', report.Escapes.Take(20))}"
        );
        // Where hardly any was taken, what holds of those that are taken was hardly tried.
        Assert.InRange(report.Taken, report.Mutants / 20, report.Mutants);
    }
}
