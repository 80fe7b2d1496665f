import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { stopwatch } from '../../core/stopwatch.js'

/** A running server program. */
interface Program {
  readonly name: string
  readonly child: ChildProcess
  readonly pid: number
  readonly endpoint: string
  /** Its SMTP URL, if it prints one. */
  readonly smtp: string | undefined
  /** Milliseconds from its start to the line with its endpoint. */
  readonly startupMs: number
}

/** Starts a Node program and resolves when it has printed its endpoint. */
export async function startProgram(
  name: string,
  args: readonly string[],
  ready: RegExp,
  node = process.execPath,
): Promise<Program> {
  const elapsed = stopwatch()
  const child = spawn(node, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: omitOwnSettings(process.env),
  })
  let output = ''
  for await (const chunk of child.stdout) {
    output += chunk
    const endpoint = ready.exec(output)?.[1]
    const smtp = /mailbox {3}(\S+)/.exec(output)?.[1]
    if (endpoint) return { name, child, pid: child.pid!, endpoint, smtp, startupMs: elapsed() }
  }
  throw new Error(`${name} did not start`)
}

/**
 * Settings of the user's own emulator, above all a data file, must not apply to the measured one.
 * Node parses further root certificates before it runs a program, which would count in its start.
 */
const omitOwnSettings = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(environment).filter(
      ([name]) => !name.startsWith('MTURK_LOCAL_') && name !== 'NODE_EXTRA_CA_CERTS',
    ),
  )

/** Kills the process. */
export async function kill({ child }: Pick<Program, 'child'>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

/** @param script path of the command line program */
export const startEmulatorProcess = (
  script: string,
  ...settings: readonly string[]
): Promise<Program> =>
  startProgram(
    'mturk-local',
    [script, 'start', '--port', '0', '--smtp-port', '0', '--log-level', 'error', ...settings],
    /endpoint {2}(\S+)/,
  )

/** The upper bound: a server that echoes the body. */
const echoScript = `
const server = require('node:http').createServer((incoming, outgoing) => {
  const chunks = []
  incoming.on('data', (chunk) => chunks.push(chunk))
  incoming.on('end', () => outgoing.end(Buffer.concat(chunks)))
})
server.listen(0, '127.0.0.1', () => console.log('http://127.0.0.1:' + server.address().port))`

export const startEchoServer = (node?: string): Promise<Program> =>
  startProgram('node:http echo', ['-e', echoScript], /(http:\S+)/, node)
