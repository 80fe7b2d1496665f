import { readFileSync } from 'node:fs'

/** The number of commits in the write-ahead log of a SQLite file. */
export function countCommits(file: string): number {
  const log = readFileSync(`${file}-wal`)
  const [headerSize, frameHeaderSize] = [32, 24]
  const frameSize = frameHeaderSize + log.readUInt32BE(8)
  const salt = log.subarray(16, 24)
  let commits = 0
  for (let start = headerSize; start + frameSize <= log.length; start += frameSize) {
    const frame = log.subarray(start)
    // Frames of an earlier log differ in salt; the frame that ends a transaction has the size of the database.
    if (frame.subarray(8, 16).equals(salt) && frame.readUInt32BE(4) > 0) commits++
  }
  return commits
}
