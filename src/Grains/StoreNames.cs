namespace Permanence.Grains;

/// <summary>The grain storages of the platform.</summary>
public static class StoreNames
{
    public const string Records = "records";
}
