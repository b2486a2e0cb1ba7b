using NodaTime;

namespace Permanence.Domain.Returns.Reading;

/// <summary>Every row of one child that was read, and what the checks ask of them together.</summary>
internal sealed class ChildRows(ReadRow header)
{
    private readonly List<ReadRow>?[] rows = new List<ReadRow>?[ReturnColumns.Kinds.Count];

    public ReadRow Header => header;

    public LocalDate? Born { get; } = header.Date("DOB");

    /// <summary>Episodes whose row can be stored, in the order of their start, then of their end.</summary>
    public IReadOnlyList<CheckedEpisode> Episodes { get; private set; } = [];

    public int Count { get; private set; }

    public void Add(ReadRow row)
    {
        (rows[(int)row.Kind] ??= []).Add(row);
        Count++;
    }

    /// <summary>Rows that can be stored, in the order of the file.</summary>
    public IEnumerable<ReadRow> Of(ReturnKind kind) => (rows[(int)kind] ?? []).Where(row => !row.LeftOut);

    public void SortEpisodes() =>
        Episodes = [
            .. Of(ReturnKind.Episodes)
                .Select(row => (row, episode: Episode.Of(row.Values, row.File, row.Line)))
                .Where(pair => pair.episode is not null)
                .Select(pair => new CheckedEpisode(pair.row, pair.episode!))
                .OrderBy(pair => pair.Episode.Starts)
                .ThenBy(pair => pair.Episode.Ends ?? LocalDate.MaxIsoValue),
        ];

    /// <summary>What goes on to the record.</summary>
    public ReturnedChild AsBelieved() =>
        new(
            header.Child,
            [
                .. ReturnColumns
                    .Kinds.SelectMany(kind => kind == ReturnKind.Header ? [header] : rows[(int)kind] ?? [])
                    .Where(row => row.Believed)
                    .Select(row => row.AsBelieved()),
            ]
        );
}

internal sealed record CheckedEpisode(ReadRow Row, Episode Episode);
