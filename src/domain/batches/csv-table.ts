import { CsvError, parse } from 'csv-parse/sync'
import { BatchInputError } from './input-error.js'

/** A CSV file whose first row names its columns. */
export interface CsvTable {
  /** For messages; undefined for a text without a name. */
  readonly file: string | undefined
  readonly columns: readonly string[]
  readonly rows: readonly CsvRow[]
}

export interface CsvRow {
  /** Line of the file on which the row ends, from 1. */
  readonly line: number
  readonly values: ReadonlyMap<string, string>
}

interface CsvOptions {
  /** The name of the file, for messages. */
  readonly file?: string
  /** Whether a row may end before the last columns, as in result files of the requester website. */
  readonly allowsShortRows?: boolean
}

interface ParsedRecord {
  readonly record: readonly string[]
  readonly info: { readonly lines: number }
}

/**
 * Parses the text of a CSV file. Empty lines are skipped.
 *
 * @throws BatchInputError naming the file and the line that is not valid
 */
export function parseCsv(
  text: string,
  { file, allowsShortRows = false }: CsvOptions = {},
): CsvTable {
  const label = describeCsvFile({ file })
  const [header, ...records] = parseRecords(label, text)
  if (!header) throw new BatchInputError(`${label} is empty. Its first row names columns.`)
  const columns = header.record.map((name) => name.trim())
  checkColumns(label, columns)
  if (records.length === 0)
    throw new BatchInputError(`${label} has no rows below its column names.`)
  const rows = records.map(({ record, info }) => {
    if (record.length > columns.length || (record.length < columns.length && !allowsShortRows))
      throw new BatchInputError(
        `${label} has ${columns.length} columns, but line ${info.lines} has ${record.length}. Quote a value that has a comma in it.`,
      )
    return {
      line: info.lines,
      values: new Map(columns.map((name, index) => [name, record[index] ?? ''])),
    }
  })
  return { file, columns, rows }
}

/** How messages begin that are about a CSV file. */
export const describeCsvFile = ({ file }: Pick<CsvTable, 'file'>): string =>
  file === undefined ? 'The CSV file' : `The CSV file ${file}`

function parseRecords(label: string, text: string): readonly ParsedRecord[] {
  try {
    // With `info`, which the types of the library leave out, a record is an object.
    return parse(text, {
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as readonly ParsedRecord[]
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new BatchInputError(
      error.code === 'CSV_QUOTE_NOT_CLOSED'
        ? `${label} has a quotation mark that is never closed.`
        : `${label} has a quotation mark out of place on line ${error.lines}. Quote the whole value, and double the marks in it.`,
    )
  }
}

function checkColumns(label: string, columns: readonly string[]): void {
  const unnamed = columns.indexOf('')
  if (unnamed >= 0) throw new BatchInputError(`${label} has no name for its column ${unnamed + 1}.`)
  const repeated = columns.find((name, index) => columns.indexOf(name) !== index)
  if (repeated !== undefined)
    throw new BatchInputError(`${label} has two columns ${repeated}. Rename one.`)
}
