import {
  emptyBatch,
  idsNotDistinct,
  invalidBatchId,
  missingParameter,
  SqsError,
  tooManyEntries,
} from './errors.js'
import { readOptionalString, readStructures, type SqsInput } from './parameters.js'

/** The entries of a batch: one to ten, with distinct IDs. */
export function readBatchEntries(input: SqsInput, entryName: string): readonly SqsInput[] {
  const entries = readStructures(input, 'Entries')
  if (entries.length === 0) throw emptyBatch(entryName)
  if (entries.length > 10) throw tooManyEntries(entries.length)
  const ids = entries.map((entry) => {
    const id = readOptionalString(entry, 'Id')
    if (id === undefined) throw missingParameter(`${entryName}.Id`)
    if (!/^[\w-]{1,80}$/.test(id)) throw invalidBatchId()
    return id
  })
  const duplicateId = ids.find((id, index) => ids.indexOf(id) !== index)
  if (duplicateId !== undefined) throw idsNotDistinct(duplicateId)
  return entries
}

/** Processes each entry; an entry that fails does not stop the others. */
export function processBatch(
  entries: readonly SqsInput[],
  processEntry: (entry: SqsInput) => object,
): object {
  const successful: object[] = []
  const failed: object[] = []
  for (const entry of entries) {
    const { Id } = entry
    try {
      successful.push({ Id, ...processEntry(entry) })
    } catch (error) {
      if (!(error instanceof SqsError)) throw error
      failed.push({ Id, SenderFault: true, Code: error.code, Message: error.message })
    }
  }
  return { Successful: successful, Failed: failed.length > 0 ? failed : undefined }
}
