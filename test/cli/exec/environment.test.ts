import { expect, test } from 'vitest'
import { buildEnvironment, type EnvironmentVariables } from '../../../src/cli/exec/environment.js'
import { parseProfiles } from '../../../src/cli/exec/profiles.js'

const settings = {
  proxy: new URL('http://127.0.0.1:5000'),
  endpoint: 'http://127.0.0.1:6887',
  bundle: '/run/authorities.pem',
  truststore: '/run/authorities.p12',
  nodePreload: '/run/node-preload.cjs',
  config: '/run/aws-config',
  credentials: '/run/aws-credentials',
  profiles: {},
}
const build = (overrides: Partial<typeof settings>, inherited: EnvironmentVariables = {}) =>
  buildEnvironment(inherited, { ...settings, ...overrides })

test('NODE_OPTIONS names the preloaded script of Windows with slashes', () => {
  const { NODE_OPTIONS } = build({ nodePreload: 'C:\\Users\\A B\\Temp\\node-preload.cjs' })

  expect(NODE_OPTIONS).toBe('--require "C:/Users/A B/Temp/node-preload.cjs"')
})

test('NODE_OPTIONS escapes quotes in the path of the preloaded script', () => {
  const { NODE_OPTIONS } = build({ nodePreload: '/a "b"/node-preload.cjs' })

  expect(NODE_OPTIONS).toBe('--require "/a \\"b\\"/node-preload.cjs"')
})

test('the region and output of profiles are read from files with CRLF, as aws configure writes them', () => {
  const text =
    '[default]\r\nregion = eu-west-1\r\noutput = json\r\n[profile work]\r\nregion=us-west-2\r\n'

  expect(parseProfiles(text)).toEqual({
    default: { region: 'eu-west-1', output: 'json' },
    work: { region: 'us-west-2' },
  })
})

test('an empty AWS_REGION counts as not set', () => {
  const profiles = { default: { region: 'eu-west-1' } }

  const { AWS_REGION } = build({ profiles }, { AWS_REGION: '', AWS_PROFILE: '' })

  expect(AWS_REGION).toBe('eu-west-1')
})
