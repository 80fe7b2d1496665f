import type { CsvRow } from '../../domain/batches/csv-table.js'
import type { NewBatch } from '../../domain/batches/hit-input.js'
import { buildRowQuestion } from '../../domain/batches/template.js'
import { findLayoutParameters } from '../../domain/hit-layout.js'

/**
 * The column whose value alone makes the question of a row one that is refused: the others are empty
 * then. Undefined if no column does, or if the template itself is refused.
 *
 * @param check throws if a question is refused
 */
export async function findRefusedColumn(
  { page, frameHeight, valuesAreText }: NewBatch,
  { line, values }: CsvRow,
  check: (question: string) => Promise<void>,
): Promise<string | undefined> {
  const variables = findLayoutParameters({ html: page })
  const isRefused = async (column?: string) => {
    const kept = new Map(
      variables.map((name) => [name, name === column ? (values.get(name) ?? '') : '']),
    )
    const options = { row: 1, frameHeight, valuesAreText }
    try {
      await check(buildRowQuestion(page, { line, values: kept }, options))
      return false
    } catch {
      return true
    }
  }
  if (await isRefused()) return undefined
  for (const column of variables) if (await isRefused(column)) return column
  return undefined
}
