import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What each entry exports beside SettingError; `src/index.cjs` and `src/index.d.cts` are the pattern. */
const entries = { index: 'startEmulator', express: 'mturk' }

/**
 * Writes an entry's file for CommonJS programs into a folder.
 *
 * @param extension `cjs`, or `d.cts` for its types
 */
export function writeCommonJsEntries(extension, folder) {
  const pattern = readFileSync(`src/index.${extension}`, 'utf8')
  for (const [entry, name] of Object.entries(entries))
    writeFileSync(
      join(folder, `${entry}.${extension}`),
      pattern.replaceAll('./index.js', `./${entry}.js`).replaceAll('startEmulator', name),
    )
}
