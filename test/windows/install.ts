import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { install, pack } from '../support/packed-package.js'
import { closeSystem, prepareSystem, systemFlags } from './system.js'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folder in which the packed package is installed for the tested system. */
    readonly systemFolder: string
  }
}

/** Installs the packed package for Windows, and npm beside it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await prepareSystem()
  const folder = await mkdtemp(join(tmpdir(), 'mturk local ü-'))
  await install(folder, ...systemFlags, await pack(folder), 'npm@10.9.9')

  project.provide('systemFolder', folder)
  return async () => {
    await closeSystem()
    await rm(folder, { recursive: true, force: true })
  }
}
