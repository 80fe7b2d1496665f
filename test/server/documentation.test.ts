import { expect, test } from 'vitest'
import { startTestEmulator } from '../support/setup.js'

test('serves the documentation as Markdown, also where a token is required', async () => {
  const { endpoint } = await startTestEmulator({ token: 'a-token-that-is-hard-to-guess' })

  const response = await fetch(`${endpoint}/console/files/docs/exec.md`)

  expect(response.headers.get('content-type')).toBe('text/markdown; charset=utf-8')
  expect(await response.text()).toMatch(/^# Run existing programs unchanged\n/)
})

test.each([
  'package.json',
  'docs/..%2fpackage.json',
  'docs/%2e%2e/package.json',
  '..%2f..%2fREADME.md',
  'docs/nowhere.md',
  'docs',
])('serves no other file: %s', async (path) => {
  const { endpoint } = await startTestEmulator()

  const response = await fetch(`${endpoint}/console/files/${path}`)

  expect(response.status).toBe(404)
})
