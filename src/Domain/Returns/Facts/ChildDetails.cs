using NodaTime;
using Permanence.Domain.Records;

namespace Permanence.Domain.Returns.Facts;

/// <summary>Who the returns say a child is.</summary>
internal sealed record ChildDetails(LocalDate? Born, string? Sex, string? Ethnicity, string? PupilNumber, bool? Unaccompanied)
{
    public static readonly ChildDetails None = new(null, null, null, null, null);

    // What a stored child may hold; a longer value, or one with characters that do not show, came with a warning when it was read.
    private const int LongestCode = 20;

    /// <summary>The latest year that says it wins, field by field; a pupil number is not lost to a code for having none.</summary>
    public static ChildDetails Of(ReturnsOfAChild returns)
    {
        var said = None;
        foreach (var (_, row) in returns.Rows(ReturnKind.Header))
        {
            string? Value(string column) =>
                row.Values[ReturnColumns.Index(ReturnKind.Header, column)] is { Length: > 0 and <= LongestCode } value
                && Characters.Fault(value, isName: true) is null
                    ? value
                    : null;
            var number = Value("UPN");
            if (number is ['U', 'N', _] && said.PupilNumber is not (null or ['U', 'N', _]))
                number = null;
            said = new ChildDetails(
                ReturnDates.Parse(Value("DOB") ?? "") ?? said.Born,
                Sexes.Of(Value("SEX") ?? "") ?? said.Sex,
                Value("ETHNIC") ?? said.Ethnicity,
                number ?? said.PupilNumber,
                said.Unaccompanied
            );
        }

        return returns.Rows(ReturnKind.UASC).Any() ? said with { Unaccompanied = true } : said;
    }

    /// <summary>The fields by the names a case file has for them, with the names people know.</summary>
    public IEnumerable<(string Name, string Label, object? Said)> Fields() =>
        [
            ("born", "date of birth", Born),
            ("sex", "sex", Sex),
            ("ethnicity", "ethnicity", Ethnicity),
            ("pupilNumber", "pupil number", PupilNumber),
            ("unaccompanied", "unaccompanied asylum-seeking child", Unaccompanied),
        ];

    public static object? Recorded(Child child, string name) =>
        name switch
        {
            "born" => child.Born,
            "sex" => child.Sex,
            "ethnicity" => child.Ethnicity,
            "pupilNumber" => child.PupilNumber,
            _ => child.Unaccompanied,
        };

    public static Child With(Child child, string name, object? value) =>
        name switch
        {
            "born" => child with { Born = (LocalDate?)value },
            "sex" => child with { Sex = (string?)value },
            "ethnicity" => child with { Ethnicity = (string?)value },
            "pupilNumber" => child with { PupilNumber = (string?)value },
            _ => child with { Unaccompanied = (bool?)value },
        };

    public static string ColumnOf(string name) =>
        name switch
        {
            "born" => "DOB",
            "sex" => "SEX",
            "ethnicity" => "ETHNIC",
            "pupilNumber" => "UPN",
            _ => "CHILD",
        };
}
