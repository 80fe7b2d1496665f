/**
 * The IDs of the messages that a function reports as failed in `batchItemFailures`. As Lambda documents,
 * nothing has failed without such a list, and everything when an item of it names no message.
 *
 * @param ids of all messages of the batch
 */
export function readFailedIds(result: unknown, ids: readonly string[]): readonly string[] {
  const failures = (result as { batchItemFailures?: unknown } | null | undefined)?.batchItemFailures
  if (failures === undefined || failures === null) return []
  if (!Array.isArray(failures)) return ids
  const failedIds = failures.map(
    (item) => (item as { itemIdentifier?: unknown } | null)?.itemIdentifier,
  )
  return failedIds.every((id): id is string => ids.includes(id as string)) ? failedIds : ids
}
