namespace Permanence.Domain.Returns;

internal static class Sexes
{
    /// <summary>1 and 2 were M and F until 2023/24, and mean the same in whatever year they come. Null for what is neither.</summary>
    public static string? Of(string code) =>
        code switch
        {
            "1" or "M" => "M",
            "2" or "F" => "F",
            "U" => "U",
            _ => null,
        };
}
