import { expect, test } from 'vitest'
import { findShells, withVariables } from '../../../src/web/console/shells.js'

test('Windows has two shells, other systems have one', () => {
  expect(findShells('Win32')).toEqual(['PowerShell', 'cmd'])
  expect(findShells('MacIntel')).toEqual(['sh'])
  expect(findShells('Linux x86_64')).toEqual(['sh'])
})

test('variables are set as each shell does it', () => {
  const variables = { AWS_ACCESS_KEY_ID: 'test', AWS_DEFAULT_REGION: 'us-east-1' }

  expect(withVariables('sh', variables, 'aws sts')).toBe(
    'AWS_ACCESS_KEY_ID=test AWS_DEFAULT_REGION=us-east-1 \\\n  aws sts',
  )
  expect(withVariables('PowerShell', variables, 'aws sts')).toBe(
    "$env:AWS_ACCESS_KEY_ID='test'; $env:AWS_DEFAULT_REGION='us-east-1'\naws sts",
  )
  expect(withVariables('cmd', variables, 'aws sts')).toBe(
    'set "AWS_ACCESS_KEY_ID=test" & set "AWS_DEFAULT_REGION=us-east-1"\naws sts',
  )
})
