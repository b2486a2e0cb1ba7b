namespace Permanence.Domain.Records;

/// <summary>The order that a court made, as a code of the SSDA903 return tells it.</summary>
public static class CourtOrders
{
    public const string Placement = "placement";
    public const string Care = "care";
    public const string InterimCare = "interim-care";

    /// <summary>The order under which a child has a legal status; null for one that no such order gives.</summary>
    public static string? OfStatus(string? legalStatus) =>
        legalStatus switch
        {
            "E1" => Placement,
            "C1" => InterimCare,
            "C2" => Care,
            _ => null,
        };

    /// <summary>The order by which care ended, of the reasons for leaving that name one.</summary>
    public static string? OfLeaving(string? reason) =>
        reason switch
        {
            "E11" or "E12" => "adoption",
            "E41" => "child-arrangements",
            "E43" or "E44" or "E45" or "E46" or "E47" or "E48" => "special-guardianship",
            _ => null,
        };
}
