import { mkdirSync, writeFileSync } from 'node:fs'

/** Not in dist, which a build empties. */
export const folder = '.cache/bench'

/** Prints a table; the first row is its head. */
export function printTable(title, rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)))
  const align = (cell, column) =>
    rows[0][column] === '' ? cell.padEnd(widths[column]) : cell.padStart(widths[column])
  console.log(`\n${title}`)
  for (const row of rows) console.log(`  ${row.map(align).join('  ').trimEnd()}`)
}

/** Prints the tables of one part of the benchmark, and saves them with its figures. */
export function createReport(part) {
  const tables = {}
  return {
    addTable(title, rows) {
      printTable(title, rows)
      tables[title] = rows
    },
    /** @param result see `PartResult` in `aims.ts` */
    save(result) {
      mkdirSync(folder, { recursive: true })
      writeFileSync(`${folder}/${part}.json`, JSON.stringify({ ...result, tables }, null, 2))
    },
  }
}

/** The same echo beside each figure. */
export const allEchoes = (figures, microseconds) =>
  Object.fromEntries(
    Object.keys(figures).map((figure) => [figure, `${microseconds.toFixed(0)} µs`]),
  )
