import { fileURLToPath } from 'node:url'
import { importTypeScript } from './import-typescript.js'

export const { bareServer, emulatorBy, end, program } = await importTypeScript(
  'src/cli/bench/programs.ts',
)
const resolvePath = (file) => fileURLToPath(new URL(file, import.meta.url))
const script = resolvePath('../dist/cli/main.js')

export const startMturkLocal = (...settings) => emulatorBy(script, ...settings)

/** In a Node that is told something too. */
export const startMturkLocalInNode = (nodeArgs, ...settings) =>
  program(
    'mturk-local',
    [...nodeArgs, script, 'start', '--port', '0', '--smtp-port', '0', ...settings],
    /endpoint {2}(\S+)/,
  )
export const startFauxqsProgram = () =>
  program('fauxqs 1.9.2', [resolvePath('fauxqs.js')], /(http:\S+)/)
export const startExpressProgram = () =>
  program('Express hello-world', [resolvePath('express.js')], /(http:\S+)/)
export const startYardstick = () =>
  program('yardstick', [resolvePath('yardstick.js')], /(http:\S+)/)
