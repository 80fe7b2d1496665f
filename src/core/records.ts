/**
 * Keeps the records of one kind on disk, for a service that works in memory. Writes return at once;
 * they are committed together at the end of the turn of the event loop.
 */
export interface Records<T extends object> {
  /** The records that were kept, in the order in which they were first put. */
  load(owner?: string): readonly T[]
  /**
   * Writes a record as it is at the commit, or replaces the one with the same key.
   *
   * @param owner what it belongs to, such as the ARN of a message's queue
   */
  put(record: T, owner?: string): void
  /** Writes only what changes in a record, as it is at the commit. */
  update(record: T): void
  remove(record: T): void
  /** Removes the records of one owner, or all of them. */
  removeAll(owner?: string): void
}
