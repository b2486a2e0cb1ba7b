using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using NodaTime;

namespace Permanence.Api.Words;

/// <summary>One sheet for Excel: what it is of in its head, then a table whose heading stays in view and filters.</summary>
public static class Workbook
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    // The day from which Excel counts; right for every day after 28 February 1900.
    private static readonly LocalDate DayNought = new(1899, 12, 30);

    // As listed in the style sheet below.
    private const uint AsText = 1;
    private const uint AsDate = 2;
    private const uint AsHeading = 3;

    /// <param name="sheet">Its name, of at most 31 characters.</param>
    /// <param name="head">What the table is of: a label and what it says, a line each.</param>
    /// <param name="columns">The headings, with how wide each is in characters.</param>
    /// <param name="rows">Text, whole numbers, London dates, or null for an empty cell.</param>
    public static byte[] Of(
        string sheet,
        IReadOnlyList<(string Label, string Value)> head,
        IReadOnlyList<(string Label, double Width)> columns,
        IEnumerable<IReadOnlyList<object?>> rows
    )
    {
        ArgumentNullException.ThrowIfNull(head);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        using var written = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(written, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
            var part = workbook.AddNewPart<WorksheetPart>();
            var headings = head.Count + 2;
            var count = 0;
            using (var writer = OpenXmlWriter.Create(part))
            {
                writer.WriteStartElement(new Worksheet());
                writer.WriteElement(Frozen(headings));
                writer.WriteElement(
                    new Columns(
                        columns.Select(
                            (column, index) =>
                                new Column
                                {
                                    Min = (uint)index + 1,
                                    Max = (uint)index + 1,
                                    Width = column.Width,
                                    CustomWidth = true,
                                }
                        )
                    )
                );
                writer.WriteStartElement(new SheetData());
                foreach (var (label, value) in head)
                    writer.WriteElement(new Row(Text(label, AsHeading), Text(value, AsText)));
                writer.WriteElement(new Row());
                writer.WriteElement(new Row(columns.Select(column => Text(column.Label, AsHeading))));
                foreach (var row in rows)
                {
                    writer.WriteElement(new Row(row.Select(Cell)));
                    count++;
                }

                writer.WriteEndElement();
                writer.WriteElement(new AutoFilter { Reference = $"A{headings}:{Letters(columns.Count)}{headings + count}" });
                writer.WriteEndElement();
            }

            workbook.Workbook = new DocumentFormat.OpenXml.Spreadsheet.Workbook(
                new Sheets(
                    new Sheet
                    {
                        Id = workbook.GetIdOfPart(part),
                        SheetId = 1,
                        Name = sheet,
                    }
                )
            );
        }

        return written.ToArray();
    }

    private static Cell Cell(object? value) =>
        value switch
        {
            null => new Cell(),
            LocalDate day => new Cell(new CellValue(Period.DaysBetween(DayNought, day))) { StyleIndex = AsDate },
            int number => new Cell(new CellValue(number)),
            _ => Text(value.ToString() ?? "", AsText),
        };

    private static Cell Text(string text, uint style) =>
        new(new InlineString(new Text(Readable(text)) { Space = SpaceProcessingModeValues.Preserve }))
        {
            DataType = CellValues.InlineString,
            StyleIndex = style,
        };

    // XML has no place for these, and a record may have brought them.
    private static string Readable(string text) =>
        text.All(System.Xml.XmlConvert.IsXmlChar) ? text : string.Concat(text.Where(System.Xml.XmlConvert.IsXmlChar));

    private static string Letters(int column) =>
        column <= 26
            ? ((char)('A' + column - 1)).ToString(CultureInfo.InvariantCulture)
            : $"{Letters((column - 1) / 26)}{(char)('A' + ((column - 1) % 26))}";

    private static SheetViews Frozen(int rows) =>
        new(
            new SheetView(
                new Pane
                {
                    VerticalSplit = rows,
                    TopLeftCell = $"A{rows + 1}",
                    ActivePane = PaneValues.BottomLeft,
                    State = PaneStateValues.Frozen,
                }
            )
            {
                WorkbookViewId = 0,
            }
        );

    private static Stylesheet Styles() =>
        new(
            new NumberingFormats(new NumberingFormat { NumberFormatId = 164, FormatCode = "yyyy-mm-dd" }),
            new Fonts(new Font(), new Font(new Bold())),
            new Fills(
                new Fill(new PatternFill { PatternType = PatternValues.None }),
                new Fill(new PatternFill { PatternType = PatternValues.Gray125 })
            ),
            new Borders(new Border()),
            new CellStyleFormats(new CellFormat()),
            new CellFormats(
                new CellFormat(),
                // A text stays one also where somebody types in its cell: otherwise Excel would then run it.
                new CellFormat
                {
                    QuotePrefix = true,
                    NumberFormatId = 49,
                    ApplyNumberFormat = true,
                },
                new CellFormat { NumberFormatId = 164, ApplyNumberFormat = true },
                new CellFormat
                {
                    QuotePrefix = true,
                    FontId = 1,
                    ApplyFont = true,
                }
            )
        );
}
