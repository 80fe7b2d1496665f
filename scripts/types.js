import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { writeCommonJsEntries } from './commonjs-entries.js'

/** Writes the types that a program's compiler reads: of the exports, and of everything they refer to. */
const folder = 'dist/types/src'
rmSync('dist/types', { recursive: true, force: true })
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], {
  stdio: 'inherit',
})
const declarations = ['index.d.cts', 'express.d.cts']
writeCommonJsEntries('d.cts', folder)

const reachable = new Set()
for (const entry of [...declarations, 'vitest.d.ts']) collect(resolve(folder, entry))
for (const file of readdirSync('dist/types', { recursive: true, withFileTypes: true })) {
  const path = resolve(file.parentPath, file.name)
  if (file.isFile() && !reachable.has(path)) rmSync(path)
}

function collect(file) {
  if (reachable.has(file)) return
  reachable.add(file)
  for (const [, named] of readFileSync(file, 'utf8').matchAll(/from '(\.[^']+)'/g))
    collect(resolve(dirname(file), named.replace(/\.js$/, '.d.ts')))
}
