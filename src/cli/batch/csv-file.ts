import { CsvError, parse } from 'csv-parse/sync'
import { readTextFile } from '../../core/json-file.js'
import { SettingError } from '../../core/setting-error.js'

/** A CSV file whose first row names its columns. */
export interface CsvTable {
  readonly file: string
  readonly columns: readonly string[]
  readonly rows: readonly CsvRow[]
}

export interface CsvRow {
  /** Line of the file on which the row ends, from 1. */
  readonly line: number
  readonly values: ReadonlyMap<string, string>
}

interface ParsedRecord {
  readonly record: readonly string[]
  readonly info: { readonly lines: number }
}

/**
 * Reads a CSV file. Empty lines are skipped.
 *
 * @param options.allowsShortRows whether a row may end before the last columns, as in result files
 * of the requester website
 * @throws SettingError naming the file and the line that is not valid
 */
export function readCsvFile(file: string, { allowsShortRows = false } = {}): CsvTable {
  const [header, ...records] = parseRecords(file, readTextFile('The CSV file', file))
  if (!header) throw new SettingError(`The CSV file ${file} is empty. Its first row names columns.`)
  const columns = header.record.map((name) => name.trim())
  checkColumns(file, columns)
  if (records.length === 0)
    throw new SettingError(`The CSV file ${file} has no rows below its column names.`)
  const rows = records.map(({ record, info }) => {
    if (record.length > columns.length || (record.length < columns.length && !allowsShortRows))
      throw new SettingError(
        `The CSV file ${file} has ${columns.length} columns, but line ${info.lines} has ${record.length}. Quote a value that has a comma in it.`,
      )
    return {
      line: info.lines,
      values: new Map(columns.map((name, index) => [name, record[index] ?? ''])),
    }
  })
  return { file, columns, rows }
}

function parseRecords(file: string, text: string): readonly ParsedRecord[] {
  try {
    // With `info`, which the types of the library leave out, a record is an object.
    return parse(text, {
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as readonly ParsedRecord[]
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new SettingError(
      error.code === 'CSV_QUOTE_NOT_CLOSED'
        ? `The CSV file ${file} has a quotation mark that is never closed.`
        : `The CSV file ${file} has a quotation mark out of place on line ${error.lines}. Quote the whole value, and double the marks in it.`,
    )
  }
}

function checkColumns(file: string, columns: readonly string[]): void {
  const unnamed = columns.indexOf('')
  if (unnamed >= 0)
    throw new SettingError(`The CSV file ${file} has no name for its column ${unnamed + 1}.`)
  const repeated = columns.find((name, index) => columns.indexOf(name) !== index)
  if (repeated !== undefined)
    throw new SettingError(`The CSV file ${file} has two columns ${repeated}. Rename one.`)
}
