import { execFileSync } from 'node:child_process'
import { cpSync, existsSync } from 'node:fs'
import { join } from 'node:path'

/** Copies what a clone of this working tree would have, changes that are not committed included. */
export function copyCheckout(folder: string): void {
  const files = execFileSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    { encoding: 'utf8' },
  ).split('\0')
  for (const file of files) if (file && existsSync(file)) cpSync(file, join(folder, file))
}
