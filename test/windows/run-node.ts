import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { openSync, readFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { createTempFolder } from '../support/setup.js'
import { nodeProgram, preload, toNativePath, usesWine, wineEnvironment } from './system.js'

interface StartedNode {
  /** Its output until now. */
  readonly out: () => string
  readonly err: () => string
  readonly exitCode: Promise<number | null>
}

/** Starts Node with folders of programs on its PATH. */
export function startNode(
  args: readonly string[],
  cwd: string,
  programs: readonly string[] = [],
): StartedNode {
  // Node cannot write to a pipe of Wine.
  const outputs = createTempFolder()
  const files = { out: join(outputs, 'out'), err: join(outputs, 'err') }
  const stdio = ['ignore' as const, openSync(files.out, 'w'), openSync(files.err, 'w')]
  const nodeFolder = toNativePath(dirname(nodeProgram))
  const path = [nodeFolder, ...programs.map(toNativePath)]
  const environment = usesWine
    ? {
        ...wineEnvironment,
        WINEPATH: path.join(';'),
        NODE_OPTIONS: `--require "Z:${preload}"`,
      }
    : { PATH: [...path, process.env.PATH].join(delimiter) }
  const [program, ...before] = usesWine ? (['wine', nodeProgram] as const) : [nodeProgram]
  const child = spawn(program, [...before, ...args], {
    cwd,
    env: { ...process.env, ...environment },
    stdio,
  })
  return {
    out: () => readFileSync(files.out, 'utf8'),
    err: () => readFileSync(files.err, 'utf8'),
    exitCode: once(child, 'exit').then(([code]) => code),
  }
}

/** Runs Node until it ends. */
export async function runNode(...args: Parameters<typeof startNode>) {
  const { exitCode, out, err } = startNode(...args)
  return { code: await exitCode, out: out(), err: err() }
}
