import { createReadStream } from 'node:fs'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Response } from 'express'
import type { Store } from '../../store/store.js'
import { ApiError } from './api-error.js'

/**
 * Copies the data into a temporary file, which only this user can read, and sends it.
 *
 * @throws ApiError when the data is in a database with tools of its own
 */
export async function sendBackup(response: Response, store: Store): Promise<void> {
  if (!store.copyTo)
    throw new ApiError(
      409,
      'NotSupported',
      'The data is in PostgreSQL, whose own tool makes consistent copies: use pg_dump.',
    )
  const folder = await mkdtemp(join(tmpdir(), 'mturk-local-backup-'))
  try {
    const file = join(folder, 'world.db')
    await writeFile(file, '', { mode: 0o600 })
    await store.copyTo(file)
    const { size } = await stat(file)
    response.set({ 'content-type': 'application/vnd.sqlite3', 'content-length': String(size) })
    await pipeline(createReadStream(file), response)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
