import { expect, test } from 'vitest'
import { formatVariables } from '../../src/cli/format-variables.js'

const variables = { AWS_ENDPOINT_URL: 'http://127.0.0.1:6887', AWS_ACCESS_KEY_ID: 'test' }

test('variables are exported on Linux, on macOS, and in Git Bash on Windows', () => {
  const line = '  export AWS_ENDPOINT_URL=http://127.0.0.1:6887 AWS_ACCESS_KEY_ID=test'

  expect(formatVariables(variables, 'linux', {})).toBe(line)
  expect(formatVariables(variables, 'darwin', {})).toBe(line)
  expect(formatVariables(variables, 'win32', { MSYSTEM: 'MINGW64' })).toBe(line)
})

test('on Windows, there is a line for PowerShell and one for cmd', () => {
  expect(formatVariables(variables, 'win32', {})).toBe(`  In PowerShell:
  $env:AWS_ENDPOINT_URL='http://127.0.0.1:6887'; $env:AWS_ACCESS_KEY_ID='test'

  In cmd:
  set "AWS_ENDPOINT_URL=http://127.0.0.1:6887" & set "AWS_ACCESS_KEY_ID=test"`)
})
