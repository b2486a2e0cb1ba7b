namespace Permanence.Domain.History;

/// <summary>Groups of SSDA903 placement codes that national returns themselves define.</summary>
public static class PlacementCodes
{
    public static bool IsFostering(string? code) => code is "U1" or "U2" or "U3" or "U4" or "U5" or "U6";

    /// <summary>Placed for adoption.</summary>
    public static bool IsAdoptive(string? code) => code is "A3" or "A4" or "A5" or "A6";

    /// <summary>Fostering for adoption or concurrent planning.</summary>
    public static bool IsEarlyPermanence(string? code) => code is "U2" or "U5";

    /// <summary>With a relative or friend who fosters.</summary>
    public static bool IsKinship(string? code) => code is "U1" or "U2" or "U3";

    public static bool IsResidential(string? code) => code is "K1" or "K2" or "R1" or "S1";

    public static bool IsWithParents(string? code) => code is "P1";
}
