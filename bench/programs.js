import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { importTypeScript } from './import-typescript.js'

export const { kill, startEchoServer, startEmulatorProcess, startProgram } = await importTypeScript(
  'src/cli/bench/programs.ts',
)

/** Other programs are installed outside the checkout, once for all checkouts. */
export const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'mturk-local')

const resolvePath = (file) => fileURLToPath(new URL(file, import.meta.url))
const script = resolvePath('../dist/cli/main.js')

export const startMturkLocal = (...settings) => startEmulatorProcess(script, ...settings)

/** Starts the emulator with flags for Node.js. */
export const startMturkLocalInNode = (nodeArgs, ...settings) =>
  startProgram(
    'mturk-local',
    [...nodeArgs, script, 'start', '--port', '0', '--smtp-port', '0', ...settings],
    /endpoint {2}(\S+)/,
  )
/** Starts the emulator with another Node.js. */
export const startMturkLocalOn = (node, ...settings) =>
  startProgram(
    'mturk-local',
    [...[script, 'start', '--port', '0', '--smtp-port', '0', '--log-level', 'error'], ...settings],
    /endpoint {2}(\S+)/,
    node,
  )
export const startFauxqsProgram = (node) =>
  startProgram('fauxqs 1.9.2', [resolvePath('fauxqs.js')], /(http:\S+)/, node)
export const startExpressProgram = () =>
  startProgram('Express hello-world', [resolvePath('express.js')], /(http:\S+)/)
