using System.Collections;
using System.Reflection;
using System.Text;
using NodaTime;
using Permanence.Domain.Policies.Moments;

namespace Permanence.Domain.Policies;

/// <summary>
/// Everything a part of a policy holds, as one text: two parts with the same shape are the same part. Goes by the properties, so that
/// nothing a policy may come to say is left out of a comparison.
/// </summary>
internal static class Shape
{
    public static string Of(object? part)
    {
        var text = new StringBuilder();
        Write(part, text);
        return text.ToString();
    }

    private static void Write(object? part, StringBuilder text)
    {
        switch (part)
        {
            case null:
                text.Append('-');
                break;
            case string or bool or int or double or Enum or LocalDate:
                text.Append(part);
                break;
            // A clause and a moment are compared in their own right.
            case Clause clause:
                text.Append(clause.Id);
                break;
            case Moment moment:
                text.Append(moment.Name);
                break;
            case IEnumerable list:
                text.Append('[');
                foreach (var item in list)
                {
                    Write(item, text);
                    text.Append(';');
                }

                text.Append(']');
                break;
            default:
                Properties(part, text, []);
                break;
        }
    }

    /// <summary>What a moment itself says, not only its name.</summary>
    public static string OfMoment(Moment moment)
    {
        var text = new StringBuilder();
        Properties(moment, text, [nameof(Moment.Ordinal), nameof(Moment.IsRelative)]);
        return text.ToString();
    }

    private static void Properties(object part, StringBuilder text, string[] without)
    {
        text.Append(part.GetType().Name).Append('{');
        foreach (var property in part.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetIndexParameters().Length > 0 || without.Contains(property.Name))
                continue;
            text.Append(property.Name).Append('=');
            Write(property.GetValue(part), text);
            text.Append(' ');
        }

        text.Append('}');
    }
}
