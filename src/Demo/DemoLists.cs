using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Permanence.Domain.Policies.Reference;

namespace Permanence.Demo;

/// <summary>Invented rows for a list that a council keeps. The same settings give the same rows; nobody in them is a real person.</summary>
public static class DemoLists
{
    /// <summary>Rows that the list takes as they are. Every value of a choice is filled where there are as many rows.</summary>
    /// <param name="today">A London date; no date of a row lies after it.</param>
    public static IReadOnlyList<Dictionary<string, string>> Rows(
        DemoList list,
        PolicyForm form,
        DemoNames names,
        long seed,
        string authority,
        LocalDate today
    )
    {
        ArgumentNullException.ThrowIfNull(list);
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(names);
        return
        [
            .. Enumerable
                .Range(0, list.Rows)
                .Select(number =>
                    Row(
                        list,
                        form,
                        names,
                        number,
                        new Dice(seed, authority, "list", list.Id, number.ToString(CultureInfo.InvariantCulture)),
                        today
                    )
                ),
        ];
    }

    private static Dictionary<string, string> Row(DemoList list, PolicyForm form, DemoNames names, int number, Dice dice, LocalDate today)
    {
        var heritage = names.Draw(dice, unaccompanied: false);
        var surname = dice.Pick(heritage.Surnames);
        var day = today.PlusDays(-dice.Between(4, 320));
        var row = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var column in form.Fields.Where(column => !list.Blank.Contains(column.Id)))
        {
            switch (column.Type)
            {
                case FieldType.Choice:
                    row[column.Id] = column.Values[number % column.Values.Count];
                    break;
                case FieldType.Date when day <= today || column.Required:
                    row[column.Id] = LocalDatePattern.Iso.Format(LocalDate.Min(day, today));
                    day = day.PlusDays(dice.Between(20, 75));
                    break;
                case FieldType.YesNo:
                    row[column.Id] = dice.Chance(60) ? "yes" : "no";
                    break;
                case FieldType.Number:
                    row[column.Id] = dice.Between(1, 4).ToString(CultureInfo.InvariantCulture);
                    break;
                case FieldType.Text or FieldType.LongText or FieldType.Person when list.Words.TryGetValue(column.Id, out var words):
                    row[column.Id] = Named(dice.Pick(words));
                    break;
                case FieldType.Text or FieldType.LongText or FieldType.Person when column.Required:
                    row[column.Id] = Named("{woman} {surname}");
                    break;
                default:
                    break;
            }
        }

        return row;

        string Named(string text)
        {
            text = text.Replace("{surname}", surname, StringComparison.Ordinal);
            foreach (var (word, from) in new[] { ("{woman}", heritage.Girls), ("{man}", heritage.Boys) })
            {
                // Two people of one household have two names.
                var next = dice.Between(0, from.Count - 1);
                while (text.IndexOf(word, StringComparison.Ordinal) is >= 0 and var at)
                    text = string.Concat(text.AsSpan(0, at), from[next++ % from.Count], text.AsSpan(at + word.Length));
            }

            return text;
        }
    }
}
