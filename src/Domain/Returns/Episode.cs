using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Domain.Returns;

/// <summary>One row of the Episodes file: a stretch of care under one legal status in one placement.</summary>
internal sealed class Episode
{
    private static readonly string[] Adopted = ["E11", "E12"];

    private readonly IReadOnlyList<string> values;
    private readonly Episode? began;

    private Episode(Episode same, Episode? began = null, bool ended = true)
        : this(same.values, same.File, same.Line, same.Starts)
    {
        this.began = began ?? same.began;
        if (!ended)
            (Ends, EndReason) = (null, "");
    }

    private Episode(IReadOnlyList<string> values, string file, int line, LocalDate starts)
    {
        this.values = values;
        File = file;
        Line = line;
        Starts = starts;
        Ends = ReturnDates.Parse(this["DEC"]);
        (NewBecause, LegalStatus, Placement, EndReason) = (this["RNE"], this["LS"], this["PLACE"], this["REC"]);
    }

    public string File { get; }

    public int Line { get; }

    /// <summary>DECOM.</summary>
    public LocalDate Starts { get; }

    /// <summary>DEC, where it is a date.</summary>
    public LocalDate? Ends { get; }

    /// <summary>RNE.</summary>
    public string NewBecause { get; }

    public string LegalStatus { get; }

    public string Placement { get; }

    /// <summary>REC.</summary>
    public string EndReason { get; }

    public string this[string column] => values[ReturnColumns.Index(ReturnKind.Episodes, column)];

    /// <summary>The row says that care began, or one of no days did that this one goes on from.</summary>
    public bool StartsPeriod => NewBecause == "S" || began is not null;

    /// <summary>
    /// The legal status under which care began with this episode: that of the row of no days it goes on from, if there was one.
    /// </summary>
    public string FirstLegalStatus => began?.FirstLegalStatus ?? LegalStatus;

    /// <summary>An episode that ends on the day it starts.</summary>
    public bool IsOfNoDays => Ends == Starts;

    /// <summary>V3, V4: a series of short breaks, which is no period of care for permanence.</summary>
    public bool IsShortBreaks => LifeCourse.IsShortBreaks(LegalStatus);

    /// <summary>T0 to T4: away from a placement that goes on.</summary>
    public bool IsTemporary => Placement is ['T', >= '0' and <= '4'];

    public bool IsPlacedForAdoption => Placement is ['A', >= '3' and <= '6'];

    public bool IsFoster => Placement is ['U', _];

    /// <summary>U2, U5: fostering for adoption or concurrent planning.</summary>
    public bool IsEarlyPermanence => Placement is "U2" or "U5";

    /// <summary>The child ceased to be looked after, on a day and for a reason that are known.</summary>
    public bool EndsCare => Ends is not null && EndReason is not ("" or "X1");

    public bool EndsInAdoption => Adopted.Contains(EndReason);

    public bool LegalStatusChanged => NewBecause is "S" or "L" or "B" or "U";

    public bool PlacementChanged => NewBecause is "S" or "P" or "T" or "B" or "U";

    /// <summary>S, P and B bring new carers; T and U change what the placement with the same carers is.</summary>
    public bool NewCarers => NewBecause is "S" or "P" or "B";

    public bool SamePlacementAs(Episode other) =>
        Placement == other.Placement
        && this["PL_POST"] == other["PL_POST"]
        && this["URN"] == other["URN"]
        && this["PLACE_PROVIDER"] == other["PLACE_PROVIDER"];

    /// <summary>The same, going on from an episode of no days on the day it starts.</summary>
    public Episode After(Episode ofNoDays) => ofNoDays.StartsPeriod ? new(this, ofNoDays) : this;

    /// <summary>The same, with nothing said of its end.</summary>
    public Episode Unended() => new(this, ended: false);

    /// <summary>Null where the row has no start that is a date.</summary>
    public static Episode? Of(IReadOnlyList<string> values, string file, int line) =>
        ReturnDates.Parse(values[ReturnColumns.Index(ReturnKind.Episodes, "DECOM")]) is { } starts
            ? new Episode(values, file, line, starts)
            : null;
}
