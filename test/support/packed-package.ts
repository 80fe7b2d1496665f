import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const npm = (...args: readonly string[]) => run('npm', args, { maxBuffer: 1e8 })

/** What would be published, built anew. */
export async function pack(folder: string): Promise<string> {
  await npm('pack', '--pack-destination', folder)
  const tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz'))
  return join(folder, tarball!)
}

/** Installs packages as a user does; the folder is a project that has nothing else. */
export async function install(folder: string, ...packages: readonly string[]): Promise<void> {
  await writeFile(join(folder, 'package.json'), '{ "private": true }')
  await npm('install', '--prefix', folder, '--no-audit', '--no-fund', ...packages)
}

/** Has a suite run what users run: the package, packed, and installed far from the source. */
export async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'mturk-local-packed-'))
  await install(folder, await pack(folder))
  process.env.TESTED_PROGRAM = join(folder, 'node_modules/.bin/mturk-local')
  return () => rm(folder, { recursive: true, force: true })
}
