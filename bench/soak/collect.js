import { renameSync, writeFileSync } from 'node:fs'

/**
 * Loaded into the emulator's process: on SIGUSR2 it collects garbage, and writes how much memory is
 * still in use to the file that its URL names.
 */
const file = new URL(import.meta.url).searchParams.get('file')
process.on('SIGUSR2', () => {
  globalThis.gc()
  writeFileSync(`${file}.new`, JSON.stringify(process.memoryUsage()))
  renameSync(`${file}.new`, file)
})
