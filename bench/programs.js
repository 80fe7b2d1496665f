import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const here = (file) => fileURLToPath(new URL(file, import.meta.url))

/** Starts a program and resolves when it has said where it answers. */
export async function program(name, args, ready) {
  const began = performance.now()
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  for await (const chunk of child.stdout) {
    said += chunk
    const endpoint = ready.exec(said)?.[1]
    if (endpoint) return { name, child, endpoint, started: performance.now() - began }
  }
  throw new Error(`${name} did not start`)
}

/** Pulls the plug. */
export async function end({ child }) {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

export const mturk = (...settings) => mturkIn([], ...settings)

/** In a Node that is told something too. */
export const mturkIn = (node, ...settings) =>
  program(
    'mturk-local',
    [...node, here('../dist/cli/main.js'), 'start', '--port', '0', '--smtp-port', '0', ...settings],
    /endpoint {2}(\S+)/,
  )
export const bare = () => program('node:http echo', [here('echo.js')], /(http:\S+)/)
export const fauxqs = () => program('fauxqs 1.9.2', [here('fauxqs.js')], /(http:\S+)/)
export const express = () => program('Express hello-world', [here('express.js')], /(http:\S+)/)
