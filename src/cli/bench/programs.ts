import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { stopwatch } from '../../core/stopwatch.js'

/** A program that answers at an endpoint. */
export interface Program {
  readonly name: string
  readonly child: ChildProcess
  readonly pid: number
  readonly endpoint: string
  /** Where it takes mail, if it says so. */
  readonly smtp: string | undefined
  /** Milliseconds from the call of it to the line that says where it answers. */
  readonly started: number
}

/** Starts a program of Node's, and resolves when it has said where it answers. */
export async function program(
  name: string,
  args: readonly string[],
  ready: RegExp,
): Promise<Program> {
  const elapsed = stopwatch()
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: withoutSettings(process.env),
  })
  let said = ''
  for await (const chunk of child.stdout) {
    said += chunk
    const endpoint = ready.exec(said)?.[1]
    const smtp = /mailbox {3}(\S+)/.exec(said)?.[1]
    if (endpoint) return { name, child, pid: child.pid!, endpoint, smtp, started: elapsed() }
  }
  throw new Error(`${name} did not start`)
}

/** What is set for one's own emulator, a file above all, is not for the one that is measured. */
const withoutSettings = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(environment).filter(([name]) => !name.startsWith('MTURK_LOCAL_')),
  )

/** Pulls the plug. */
export async function end({ child }: Pick<Program, 'child'>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

/** @param script the command line's own file */
export const emulatorBy = (script: string, ...settings: readonly string[]): Promise<Program> =>
  program(
    'mturk-local',
    [script, 'start', '--port', '0', '--smtp-port', '0', '--log-level', 'error', ...settings],
    /endpoint {2}(\S+)/,
  )

/** The bound: a server that reads a body and gives it back. */
const echo = `
const server = require('node:http').createServer((incoming, outgoing) => {
  const chunks = []
  incoming.on('data', (chunk) => chunks.push(chunk))
  incoming.on('end', () => outgoing.end(Buffer.concat(chunks)))
})
server.listen(0, '127.0.0.1', () => console.log('http://127.0.0.1:' + server.address().port))`

export const bareServer = (): Promise<Program> =>
  program('node:http echo', ['-e', echo], /(http:\S+)/)
