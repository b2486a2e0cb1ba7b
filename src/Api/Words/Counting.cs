using System.Globalization;

namespace Permanence.Api.Words;

public static class Counting
{
    /// <summary><c>1 child</c>, <c>1,204 children</c>.</summary>
    public static string Of(int number, string one, string many) => $"{Number(number)} {(number == 1 ? one : many)}";

    public static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary><c>a, b and c</c>.</summary>
    public static string List(IReadOnlyList<string> items) =>
        items.Count switch
        {
            0 => "",
            1 => items[0],
            _ => $"{string.Join(", ", items.Take(items.Count - 1))} and {items[^1]}",
        };
}
