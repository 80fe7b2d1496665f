import { fileURLToPath } from 'node:url'
import { fromSource } from './from-source.js'

export const { bareServer, emulatorBy, end, program } = await fromSource(
  'src/cli/bench/programs.ts',
)
const here = (file) => fileURLToPath(new URL(file, import.meta.url))
const script = here('../dist/cli/main.js')

export const mturk = (...settings) => emulatorBy(script, ...settings)

/** In a Node that is told something too. */
export const mturkIn = (node, ...settings) =>
  program(
    'mturk-local',
    [...node, script, 'start', '--port', '0', '--smtp-port', '0', ...settings],
    /endpoint {2}(\S+)/,
  )
export const fauxqs = () => program('fauxqs 1.9.2', [here('fauxqs.js')], /(http:\S+)/)
export const express = () => program('Express hello-world', [here('express.js')], /(http:\S+)/)
export const yardstick = () => program('yardstick', [here('yardstick.js')], /(http:\S+)/)
