import {
  emptyBatch,
  idsNotDistinct,
  invalidBatchId,
  missingParameter,
  QueueFault,
  tooManyEntries,
} from './fault.js'
import { type Input, optionalText, records } from './input.js'

/** The entries of a batch: one to ten, each under an ID of its own. */
export function entriesIn(input: Input, entryName: string): readonly Input[] {
  const entries = records(input, 'Entries')
  if (entries.length === 0) throw emptyBatch(entryName)
  if (entries.length > 10) throw tooManyEntries(entries.length)
  const ids = entries.map((entry) => {
    const id = optionalText(entry, 'Id')
    if (id === undefined) throw missingParameter(`${entryName}.Id`)
    if (!/^[\w-]{1,80}$/.test(id)) throw invalidBatchId()
    return id
  })
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index)
  if (repeated !== undefined) throw idsNotDistinct(repeated)
  return entries
}

/** Each entry goes its own way: what one refuses does not stop the others. */
export function eachOf(entries: readonly Input[], deed: (entry: Input) => object): object {
  const successful: object[] = []
  const failed: object[] = []
  for (const entry of entries) {
    const { Id } = entry
    try {
      successful.push({ Id, ...deed(entry) })
    } catch (error) {
      if (!(error instanceof QueueFault)) throw error
      failed.push({ Id, SenderFault: true, Code: error.code, Message: error.message })
    }
  }
  return { Successful: successful, Failed: failed.length > 0 ? failed : undefined }
}
