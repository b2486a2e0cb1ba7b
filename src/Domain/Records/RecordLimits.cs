namespace Permanence.Domain.Records;

/// <summary>
/// What is taken at the door. None of this holds for what is stored: that is always read, and a record has no last page.
/// </summary>
public static class RecordLimits
{
    /// <summary>Characters of a note.</summary>
    public const int LongestNote = 4000;

    /// <summary>Characters of any other text.</summary>
    public const int LongestText = 1000;

    /// <summary>Characters of a name: of a person, a team, a program.</summary>
    public const int LongestName = 200;

    /// <summary>Characters of an id that is made here or elsewhere.</summary>
    public const int LongestId = 100;

    /// <summary>Bytes of an opening case file or of a command, as UTF-8 JSON.</summary>
    public const int LargestFile = 16 * 1024 * 1024;

    /// <summary>Events of an opening case file.</summary>
    public const int MostEventsInFile = 10_000;

    /// <summary>Events of one command.</summary>
    public const int MostEventsInCommand = 500;

    /// <summary>Brothers and sisters of a child.</summary>
    public const int MostSiblings = 100;

    /// <summary>Entries of a list in a field of an event.</summary>
    public const int MostInList = 200;

    /// <summary>Faults that one answer lists; reading stops there.</summary>
    public const int MostFaults = 100;
}
