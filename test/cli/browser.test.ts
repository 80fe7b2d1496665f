import type { spawn } from 'node:child_process'
import { expect, test } from 'vitest'
import { openInBrowser } from '../../src/cli/browser.js'

/** The command that opens a page, with its options. */
function open(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv = {}) {
  const started: unknown[] = []
  const spawnStub = ((program: string, args: readonly string[], options: object) => {
    started.push([program, ...args, options])
    return { on() {}, unref() {} }
  }) as unknown as typeof spawn
  openInBrowser('http://127.0.0.1:6887/console', environment, { platform, spawn: spawnStub })
  return started
}

const options = { stdio: 'ignore', detached: true, windowsHide: true }

test('a page is opened by the system’s own command, on Windows without a console window', () => {
  const url = 'http://127.0.0.1:6887/console'

  expect(open('darwin')).toEqual([['open', url, options]])
  expect(open('win32')).toEqual([['cmd', '/c', 'start', '', url, options]])
  expect(open('linux', { DISPLAY: ':0' })).toEqual([['xdg-open', url, options]])
})

test('without a display, no page is opened', () => {
  expect(open('linux')).toEqual([])
})
