import { cpSync, mkdtempSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { install, pack } from '../support/packed-package.js'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The path of the packed package. */
    readonly tarball: string
    /** The folder in which it is installed. */
    readonly folder: string
  }
}

const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
/** Other dependencies of a requester's program, in our versions. */
const userDependencies = [
  ...['@aws-sdk/client-mturk', '@types/node', 'typescript'].map(
    (name) => `${name}@${devDependencies[name]}`,
  ),
  'jest@30.5.2',
]

/** Packs the package, and installs it as a user does. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'mturk-local-package-'))
  const tarball = await pack(folder)
  await install(folder, tarball, ...userDependencies)
  cpSync('test/package/programs', folder, { recursive: true })
  // The same program, as a compiler reads it in a CommonJS project.
  cpSync(join(folder, 'types.mts'), join(folder, 'types.cts'))

  project.provide('tarball', tarball)
  project.provide('folder', folder)
  return () => rm(folder, { recursive: true, force: true })
}
