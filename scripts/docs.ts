import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { performancePage } from '../bench/performance-page.js'
import { quirks } from '../src/domain/quirks.js'
import type { Setting } from '../src/emulator/config/setting.js'
import { envName, flagName, settings } from '../src/emulator/config/settings.js'
import { type Metric, metrics } from '../src/emulator/telemetry/metrics.js'
import { faultPhases } from '../src/faults/kinds.js'
import * as operations from '../src/mturk/operations/index.js'
import { generateCases } from '../test/conformance/cases-by-schema.js'
import { readResults } from '../test/sdk/results.js'
import { commandPage } from './command-reference.js'
import { controlTables, streamTable } from './control-reference.js'
import { installPackage, installSummary, tutorialInstall } from './installation-texts.js'
import { repositoryUrl, withAddresses } from './publication.js'
import {
  causeTable,
  documentList,
  errorTable,
  lifeCycleExample,
  operationPage,
} from './reference.js'

/** Files of which a part, or all, is written by the code that knows. */
export const generated: Readonly<Record<string, () => string>> = {
  'package.json': () =>
    `${JSON.stringify(withAddresses(JSON.parse(readFileSync('package.json', 'utf8')), repositoryUrl), undefined, 2)}\n`,
  'README.md': () => replaceSections('README.md', { install: installSummary }),
  'docs/installation.md': () =>
    replaceSections('docs/installation.md', { install: installPackage }),
  'docs/tutorial.md': () => replaceSections('docs/tutorial.md', { install: tutorialInstall }),
  'docs/sdks.md': () => replaceSections('docs/sdks.md', { sdks: sdkTable }),
  'docs/commands.md': commandPage,
  'docs/fidelity.md': () =>
    replaceSection(
      replaceSection(readFileSync('docs/fidelity.md', 'utf8'), 'calls', callTable()),
      'cases',
      caseTable(),
    ),
  'docs/observability.md': () =>
    replaceSection(readFileSync('docs/observability.md', 'utf8'), 'metrics', metricTable()),
  'docs/faults.md': () =>
    replaceSection(readFileSync('docs/faults.md', 'utf8'), 'faults', faultTable()),
  'docs/control-api.md': () =>
    replaceSections('docs/control-api.md', { routes: controlTables, stream: streamTable }),
  'docs/settings.md': () => settingTable(),
  'docs/quirks.md': () => quirkTable(),
  'docs/performance.md': () =>
    performancePage(JSON.parse(readFileSync('bench/results.json', 'utf8'))),
  'docs/operations.md': () => operationPage(readDescription),
  'docs/errors.md': () => replaceSections('docs/errors.md', { errors: errorTable }),
  'docs/events.md': () =>
    replaceSections('docs/events.md', {
      causes: causeTable,
      captured: lifeCycleExample,
      documents: documentList,
    }),
}

/** A page that people write, with the parts that code knows. */
const replaceSections = (file: string, parts: Readonly<Record<string, () => string>>): string =>
  Object.entries(parts).reduce(
    (text, [name, write]) => replaceSection(text, name, write()),
    readFileSync(file, 'utf8'),
  )

function replaceSection(text: string, name: string, content: string): string {
  const part = new RegExp(`(<!-- ${name}:[^>]*-->\n)[\\s\\S]*?(<!-- /${name} -->)`)
  return text.replace(part, (_, begin: string, end: string) => `${begin}${content}${end}`)
}

/** The first sentence of an operation's own comment. */
function readDescription(name: string): string {
  const source = readFileSync(`src/mturk/operations/${name}.ts`, 'utf8')
  const comment = new RegExp(`/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\s*export const ${name} `).exec(
    source,
  )
  const text = (comment?.[1] ?? '').replace(/\s*\n\s*\*\s?/g, ' ').trim()
  return /^.*?[.!?](?=\s|$)/.exec(text)?.[0] ?? text
}

/** The result of the last run of test/sdk's story with each SDK. */
function sdkTable(): string {
  const rows = Object.entries(readResults()).map(
    ([name, { sdk, version, passed, failed }]) =>
      `| ${name} | \`${sdk}\` ${version} | ${passed} | ${failed} |`,
  )
  return `\n| | SDK | passed | failed |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n\n`
}

/** Every answer that is known word for word, as its fixture has it. */
function callTable(): string {
  const rows = readdirSync('fixtures/calls', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => {
      const { mark, seen } = JSON.parse(readFileSync(`fixtures/calls/${file}`, 'utf8'))
      return `| \`${file.replace('.json', '')}\` | ${mark} | ${seen} |`
    })
  return `\n| call | mark | seen |\n| --- | --- | --- |\n${rows.join('\n')}\n\n`
}

/** How many requests follow from each operation's schema. */
function caseTable(): string {
  const counts = Object.values(operations)
    .map(({ name, input }) => [name, generateCases(input).length] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  const all = counts.reduce((sum, [, count]) => sum + count, 0)
  const rows = counts.map(([name, count]) => `${name} ${count}`)
  return `\n${all} in all: ${rows.join(', ')}.\n\n`
}

function metricTable(): string {
  const rows = Object.entries<Metric>(metrics).map(
    ([name, { kind, labels, help }]) =>
      `| \`${name}\` | ${kind} | ${labels.map((label) => `\`${label}\``).join(', ')} | ${help} |`,
  )
  return `\n| name | kind | labels | |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n\n`
}

/** Which fault is possible where. */
function faultTable(): string {
  const rows = Object.entries(faultPhases).map(
    ([what, { calls, deliveries }]) =>
      `| \`${what}\` | ${calls.join(', ') || '–'} | ${deliveries.join(', ') || '–'} |`,
  )
  return `\n| what | a call | a delivery |\n| --- | --- | --- |\n${rows.join('\n')}\n\n`
}

function settingTable(): string {
  const rows = Object.entries(settings as Readonly<Record<string, Setting<unknown>>>).map(
    ([name, { placeholder, default: byDefault, description, fallbackEnvName }]) =>
      `| \`${name}\` | \`${flagName(name)}${placeholder ? ` ${placeholder.replaceAll('|', '\\|')}` : ''}\` | \`${envName(name)}\`${fallbackEnvName ? `, else \`${fallbackEnvName}\`` : ''} | ${byDefault === undefined || String(byDefault) === '' ? '–' : `\`${String(byDefault)}\``} | ${description} |`,
  )
  return `# Settings

Written by \`npm run docs\`. A flag takes precedence over a variable, and a variable over the file
given with \`--config FILE\` (a JSON object of the names in the first column). The
library's \`startEmulator({ … })\` takes the same names.

| name | flag | variable | default | |
| --- | --- | --- | --- | --- |
${rows.join('\n')}
`
}

function quirkTable(): string {
  const rows = Object.entries(quirks).map(([name, says]) => `| \`${name}\` | ${says} |`)
  return `# Quirks

Written by \`npm run docs\`. Misbehaviour of the real MTurk that is off by default. Switch it
on with \`--quirk NAME\`; separate several names by commas.

| name | |
| --- | --- |
${rows.join('\n')}
`
}

export function write(): void {
  for (const [file, text] of Object.entries(generated)) writeFileSync(file, text())
}
