/** Formats rows with aligned columns; the last column is not padded. */
export function formatTable(
  columns: readonly string[],
  cells: readonly (readonly string[])[],
): string {
  const rows = [columns, ...cells]
  const widths = columns.map((_, index) => Math.max(...rows.map((row) => row[index]!.length)))
  return rows
    .map((row) =>
      row
        .map((cell, index) => cell.padEnd(widths[index]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
