namespace Permanence.Domain.Returns;

/// <summary>The columns of the twelve files. A file is known by these, in any order, and never by its name.</summary>
public static class ReturnColumns
{
    private static readonly string[][] ByKind =
    [
        ["CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB"],
        [
            "CHILD",
            "DECOM",
            "RNE",
            "LS",
            "CIN",
            "PLACE",
            "PLACE_PROVIDER",
            "DEC",
            "REC",
            "REASON_PLACE_CHANGE",
            "HOME_POST",
            "PL_POST",
            "URN",
        ],
        ["CHILD", "DOB", "REVIEW", "REVIEW_CODE"],
        ["CHILD", "SEX", "DOB", "DUC"],
        [
            "CHILD",
            "DOB",
            "SDQ_SCORE",
            "SDQ_REASON",
            "CONVICTED",
            "HEALTH_CHECK",
            "IMMUNISATIONS",
            "TEETH_CHECK",
            "HEALTH_ASSESSMENT",
            "SUBSTANCE_MISUSE",
            "INTERVENTION_RECEIVED",
            "INTERVENTION_OFFERED",
        ],
        ["CHILD", "DOB", "IN_TOUCH", "ACTIV", "ACCOM"],
        ["CHILD", "DOB", "DATE_INT", "DATE_MATCH", "FOSTER_CARE", "NB_ADOPTR", "SEX_ADOPTR", "LS_ADOPTR"],
        ["CHILD", "DOB", "DATE_PLACED", "DATE_PLACED_CEASED", "REASON_PLACED_CEASED"],
        ["CHILD", "DOB", "PREV_PERM", "LA_PERM", "DATE_PERM"],
        ["CHILD", "DOB", "MISSING", "MIS_START", "MIS_END"],
        ["CHILD", "DOB", "SW_ID", "SW_DECOM", "SW_DEC", "SW_REASON"],
        ["CHILD", "DOB", "DOLO_START", "DOLO_END"],
    ];

    public static readonly IReadOnlyList<ReturnKind> Kinds = Enum.GetValues<ReturnKind>();

    public static IReadOnlyList<string> Of(ReturnKind kind) => ByKind[(int)kind];

    /// <summary>
    /// Where a column stands in <see cref="ReturnRow.Values"/>. The columns of a kind are a handful: looking beats hashing.
    /// </summary>
    public static int Index(ReturnKind kind, string column) => Array.IndexOf(ByKind[(int)kind], column);
}
