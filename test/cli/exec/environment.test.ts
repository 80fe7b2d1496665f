import { expect, test } from 'vitest'
import { buildEnvironment, type EnvironmentVariables } from '../../../src/cli/exec/environment.js'
import { createFakeProfiles, parseProfiles } from '../../../src/cli/exec/profiles.js'

const settings = {
  proxy: new URL('http://127.0.0.1:5000'),
  endpoint: 'http://127.0.0.1:6887',
  bundle: '/run/authorities.pem',
  truststore: '/run/authorities.p12',
  nodePreload: '/run/node-preload.cjs',
  config: '/run/aws-config',
  credentials: '/run/aws-credentials',
  profiles: {},
  hasCredentials: true,
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

test('profiles with different keys or roles are different accounts, the first of them test', () => {
  const profiles = createFakeProfiles(
    parseProfiles(
      `[profile bare]\nregion = eu-west-1
      [profile assumed]\nrole_arn = arn:aws:iam::123456789012:role/a\nsource_profile = default
      [profile sso]\nsso_account_id = 210987654321`.replaceAll('\n      ', '\n'),
      `[default]\naws_access_key_id = AKIAREALREALREALREAL\naws_secret_access_key = real
      [same]\naws_access_key_id = AKIAREALREALREALREAL\naws_secret_access_key = real
      [other]\naws_access_key_id = AKIAOTHEROTHEROTHERO\naws_secret_access_key = real
      [mine]\naws_access_key_id = 123456789012\naws_secret_access_key = kept`.replaceAll(
        '\n      ',
        '\n',
      ),
    ),
    undefined,
  )

  const keys = Object.fromEntries(
    Object.entries(profiles).map(([name, { aws_access_key_id }]) => [name, aws_access_key_id!]),
  )
  expect(keys).toMatchObject({ default: 'test', bare: 'test', same: 'test', mine: '123456789012' })
  expect(profiles.mine).toMatchObject({ aws_secret_access_key: 'kept' })
  const derived = [keys.assumed!, keys.sso!, keys.other!]
  expect(derived).toEqual(derived.map(() => expect.stringMatching(/^\d{12}$/)))
  expect(new Set(derived).size).toBe(3)
  expect(JSON.stringify(profiles)).not.toMatch(/real|AKIA|arn:/)
})

test('the variables have the keys of AWS_PROFILE', () => {
  const profiles = createFakeProfiles(
    parseProfiles(
      '[default]\naws_access_key_id = AKIAREALREALREALREAL\n[work]\naws_access_key_id = AKIAOTHEROTHEROTHERO\n',
    ),
    undefined,
  )

  const [byDefault, work] = [build({ profiles }), build({ profiles }, { AWS_PROFILE: 'work' })]

  expect(byDefault.AWS_ACCESS_KEY_ID).toBe('test')
  expect(work.AWS_ACCESS_KEY_ID).toBe(profiles.work!.aws_access_key_id)
  expect(work.AWS_ACCESS_KEY_ID).toMatch(/^\d{12}$/)
})

test('bearer tokens of AWS’s services are not handed on', () => {
  const environment = build(
    {},
    { AWS_BEARER_TOKEN_BEDROCK: 'real', AWS_BEARER_TOKEN_CODECATALYST: 'real', OTHER: 'kept' },
  )

  expect(environment).toMatchObject({
    AWS_BEARER_TOKEN_BEDROCK: undefined,
    AWS_BEARER_TOKEN_CODECATALYST: undefined,
    OTHER: 'kept',
  })
})

test('Node is asked to use the proxy only where it does not warn of that', () => {
  const [major] = process.versions.node.split('.').map(Number)

  expect(build({}).NODE_USE_ENV_PROXY).toBe(major! >= 24 ? '1' : undefined)
})
