import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
// @ts-expect-error: a script without types
import { npmCommand } from '../../scripts/npm.js'

const run = promisify(execFile)
const [npmProgram, ...npmScript] = npmCommand
const npm = (...args: readonly string[]) =>
  run(npmProgram!, [...npmScript, ...args], { maxBuffer: 1e8 })

/** Builds and packs the package; returns the path of the tarball. */
export async function pack(folder: string): Promise<string> {
  await npm('pack', '--pack-destination', folder)
  const tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz'))
  return join(folder, tarball!)
}

/** Installs packages as a user does, in an empty project. */
export async function install(folder: string, ...packages: readonly string[]): Promise<void> {
  await writeFile(join(folder, 'package.json'), '{ "private": true }')
  await npm('install', '--prefix', folder, '--no-audit', '--no-fund', ...packages)
}

/** Makes a suite run the packed package, installed outside the source tree. */
export async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'mturk-local-packed-'))
  const tarball = await pack(folder)
  await install(folder, tarball)
  process.env.TESTED_TARBALL = tarball
  process.env.TESTED_PROGRAM = join(folder, 'node_modules/.bin/mturk-local')
  return () => rm(folder, { recursive: true, force: true })
}
