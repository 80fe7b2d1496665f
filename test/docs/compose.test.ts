import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { envName, settings } from '../../src/emulator/config/settings.js'
import { readSnippets } from './snippets.js'

interface Service {
  readonly environment?: Readonly<Record<string, string>>
  readonly depends_on?: readonly string[] | Readonly<Record<string, unknown>>
  readonly ports?: readonly string[]
}
interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>
}

const examples = readSnippets('docs/ci.md').filter(({ text }) => text.startsWith('services:'))
const files: readonly (readonly [string, ComposeFile])[] = [
  ['docker-compose.yml', parse(readFileSync('docker-compose.yml', 'utf8'))],
  ...examples.map(({ location, text }) => [location, parse(text)] as const),
]
const variables = Object.keys(settings).map(envName)

test('the page on CI has a compose file', () => {
  expect(examples).toHaveLength(1)
})

test.each(files)('%s sets only variables that exist', (_, { services }) => {
  const set = Object.values(services)
    .flatMap(({ environment = {} }) => Object.keys(environment))
    .filter((name) => name.startsWith('MTURK_LOCAL_'))

  expect(set).toContain('MTURK_LOCAL_HOST')
  expect(set.filter((name) => !variables.includes(name))).toEqual([])
})

test.each(files)('%s names only services that it has', (_, { services }) => {
  const named = Object.values(services).flatMap(({ environment = {}, depends_on = [] }) => [
    ...(Array.isArray(depends_on) ? depends_on : Object.keys(depends_on)),
    ...Object.values(environment)
      .filter((value) => /^(http|smtp):/.test(value))
      .map((url) => new URL(url).hostname),
  ])

  expect(named.filter((name) => !(name in services))).toEqual([])
})

test.each(files)('%s publishes ports on this machine only', (_, { services }) => {
  const ports = Object.values(services).flatMap((service) => service.ports ?? [])

  expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([])
})
