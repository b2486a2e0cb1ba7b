using NodaTime;

namespace Permanence.Domain.Returns.Reading;

/// <summary>One file as it was read.</summary>
internal sealed record ReadTable(ReturnKind Kind, string File, int Order, List<ReadRow> Rows);

/// <summary>One row as it was read, and what has been decided about it since.</summary>
internal sealed class ReadRow(ReturnKind kind, string file, int order, int line, string[] values)
{
    private string[]? believed;

    public ReturnKind Kind => kind;

    public string File => file;

    /// <summary>Where the file stands among the files given.</summary>
    public int Order => order;

    public int Line => line;

    /// <summary>In the order of the kind's columns, as the file has them: trimmed and upper case.</summary>
    public string[] Values => values;

    public string Child => values[0];

    /// <summary>Cannot be stored: graded E.</summary>
    public bool LeftOut { get; private set; }

    /// <summary>The whole row is held for a person: graded C.</summary>
    public bool Held { get; private set; }

    public bool Believed => !LeftOut && !Held;

    public string this[string column] => values[ReturnColumns.Index(kind, column)];

    public bool IsBlank(string column) => this[column].Length == 0;

    public LocalDate? Date(string column) => ReturnDates.Parse(this[column]);

    public void LeaveOut() => LeftOut = true;

    public void Hold() => Held = true;

    /// <summary>Keeps single facts back: the row goes on without them.</summary>
    public void Hold(params ReadOnlySpan<string> columns)
    {
        believed ??= [.. values];
        foreach (var column in columns)
            believed[ReturnColumns.Index(kind, column)] = "";
    }

    public ReturnRow AsBelieved() => new(kind, file, line, believed ?? values);
}
