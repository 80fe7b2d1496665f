import { fileURLToPath } from 'node:url'
import { importTypeScript } from './import-typescript.js'

export const { kill, startEchoServer, startEmulatorProcess, startProgram } = await importTypeScript(
  'src/cli/bench/programs.ts',
)
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
export const startFauxqsProgram = () =>
  startProgram('fauxqs 1.9.2', [resolvePath('fauxqs.js')], /(http:\S+)/)
export const startExpressProgram = () =>
  startProgram('Express hello-world', [resolvePath('express.js')], /(http:\S+)/)
