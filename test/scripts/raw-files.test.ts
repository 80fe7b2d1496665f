import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { expect, test } from 'vitest'
// @ts-expect-error: a script without types
import { rawFiles } from '../../scripts/raw-files.js'
import { createTempFolder } from '../support/setup.js'

test('files are read as texts in a folder with a space, an ampersand and an umlaut', async () => {
  const folder = join(createTempFolder(), 'sp ace & ü')
  mkdirSync(folder)
  writeFileSync(join(folder, 'text.sql'), 'select 1')
  writeFileSync(join(folder, 'entry.js'), "import text from './text.sql?raw'\nconsole.log(text)")

  const { outputFiles } = await build({
    entryPoints: [join(folder, 'entry.js')],
    bundle: true,
    write: false,
    plugins: [rawFiles],
  })

  expect(outputFiles[0]!.text).toContain('select 1')
})
