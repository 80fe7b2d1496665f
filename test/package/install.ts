import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The package as it would be published. */
    readonly tarball: string
    /** A folder that was empty, and has it installed. */
    readonly folder: string
    /** What the package holds. */
    readonly contents: readonly { readonly path: string; readonly size: number }[]
  }
}

const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
/** What a requester's program has besides, in the releases that we have. */
const beside = ['@aws-sdk/client-mturk', '@types/node', 'typescript'].map(
  (name) => `${name}@${devDependencies[name]}`,
)

/** Packs the package, and installs it as a user does. */
export function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'mturk-local-package-'))
  const npm = (args: readonly string[], cwd?: string) =>
    execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })

  npm(['run', '--silent', 'build'])
  const [packed] = JSON.parse(
    npm(['pack', '--ignore-scripts', '--json', '--pack-destination', folder]),
  )
  const tarball = join(folder, packed.filename)
  npm(['init', '--yes', '--silent'], folder)
  npm(['install', '--no-audit', '--no-fund', '--loglevel', 'error', tarball, ...beside], folder)
  cpSync('test/package/programs', folder, { recursive: true })

  project.provide('tarball', tarball)
  project.provide('folder', folder)
  project.provide('contents', packed.files)
  return () => rmSync(folder, { recursive: true, force: true })
}
