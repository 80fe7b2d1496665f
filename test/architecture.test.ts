import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

/** The floors of docs/architecture.md: a room imports from itself and from the floors below. */
const floors: Readonly<Record<string, number>> = {
  'vitest.ts': 9.5,
  'index.ts': 9,
  library: 8.5,
  cli: 9,
  'emulator.ts': 8,
  assembly: 7.8,
  'post-office.ts': 7.5,
  'pass-on.ts': 7.6,
  init: 7.5,
  'fellows.ts': 7,
  proxy: 8,
  mcp: 8,
  console: 8,
  'worker-site': 8,
  look: 7.5,
  'edge.ts': 7,
  'call-report.ts': 6.8,
  'requester-endpoint.ts': 7,
  'requester-faults.ts': 6.9,
  'faulty-service.ts': 7,
  'authenticate.ts': 7,
  'listen.ts': 7,
  control: 7,
  operations: 6,
  crowd: 6,
  deadlines: 6,
  'saving.ts': 5.5,
  'reviewing.ts': 5.3,
  'charging.ts': 5.3,
  'belongings.ts': 5.3,
  'world.ts': 5,
  store: 4,
  notifications: 3,
  telemetry: 3.5,
  receivers: 3,
  domain: 2,
  protocol: 2,
  shapes: 1,
  'errors.ts': 1,
  'log.ts': 0,
  clock: 1,
  faults: 1.4,
  'options.ts': 1.6,
  'read-options.ts': 2,
  'quirks.ts': 0,
  'seats.ts': 0,
  'retention.ts': 0,
  'setting.ts': 0,
  'version.ts': 1,
}

const source = resolve('src')
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
  .map((file) => ({ file, text: readFileSync(join(source, file), 'utf8') }))

const roomOf = (file: string): string => file.split('/')[0]!

const importsOf = ({ file, text }: { file: string; text: string }): string[] =>
  [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, target]) =>
    sourceOf(relative(source, resolve(source, dirname(file), target!))),
  )

const sourceOf = (imported: string): string => {
  const name = imported.replace(/\.js$/, '')
  return files.some(({ file }) => file === `${name}.tsx`) ? `${name}.tsx` : `${name}.ts`
}

test('every room has its floor', () => {
  const without = files.map(({ file }) => roomOf(file)).filter((room) => !(room in floors))

  expect([...new Set(without)]).toEqual([])
})

test('no file imports from its own floor, or from one above', () => {
  const upward = files.flatMap((each) =>
    importsOf(each)
      .filter((target) => roomOf(target) !== roomOf(each.file))
      .filter((target) => floors[roomOf(target)]! >= floors[roomOf(each.file)]!)
      .map((target) => `${each.file} imports ${target}`),
  )

  expect(upward).toEqual([])
})

test('what runs in a browser knows nothing of the emulator but its control API', () => {
  const known = [
    'control/contract.ts',
    'control/market-contract.ts',
    'control/client.ts',
    'clock/in-browser.ts',
  ]
  const inside = files
    .filter(({ file }) => ['console', 'worker-site', 'look'].includes(roomOf(file)))
    .flatMap((each) =>
      importsOf(each)
        .filter((target) => ![roomOf(each.file), 'look'].includes(roomOf(target)))
        .filter((target) => !known.includes(target))
        .map((target) => `${each.file} imports ${target}`),
    )

  expect(inside).toEqual([])
})

test('the built-in receivers do not know one another', () => {
  const sideways = files
    .filter(({ file }) => roomOf(file) === 'receivers')
    .flatMap((each) =>
      importsOf(each)
        .filter((target) => target.startsWith('receivers/'))
        .filter((target) => target.split('/')[1] !== each.file.split('/')[1])
        .map((target) => `${each.file} imports ${target}`),
    )

  expect(sideways).toEqual([])
})

test('no import goes in a circle', () => {
  const graph = new Map(files.map((each) => [each.file, importsOf(each)]))
  const done = new Set<string>()
  const circles: string[] = []
  const visit = (file: string, path: readonly string[]) => {
    if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' -> '))
    else if (!done.has(file)) {
      done.add(file)
      for (const target of graph.get(file) ?? []) visit(target, [...path, file])
    }
  }

  for (const file of graph.keys()) visit(file, [])

  expect(circles).toEqual([])
})

test('only the clock knows what time it is, rings, or throws dice', () => {
  const guilty = files
    .filter(({ file }) => roomOf(file) !== 'clock')
    .filter(({ text }) =>
      /new Date\(\)|Date\.now\(|setTimeout\(|setInterval\(|Math\.random\(|randomUUID|randomBytes/.test(
        text,
      ),
    )
    .map(({ file }) => file)

  expect(guilty).toEqual([])
})

test('the rules are plain functions: no promises', () => {
  const guilty = files
    .filter(({ file, text }) => roomOf(file) === 'domain' && /\basync\b|\bPromise\b/.test(text))
    .map(({ file }) => file)

  expect(guilty).toEqual([])
})

test('what speaks AWS on the wire knows nothing of MTurk', () => {
  const guilty = files
    .filter(({ file, text }) => roomOf(file) === 'protocol' && /MTurk|Turk|\bHIT/.test(text))
    .map(({ file }) => file)

  expect(guilty).toEqual([])
})

test('there are no barrels but two', () => {
  const barrels = files
    .filter(({ text }) => /^export (\*|\{[^}]*\}) from/m.test(text))
    .map(({ file }) => file)
    .filter((file) => file !== 'index.ts' && file !== 'operations/index.ts')

  expect(barrels).toEqual([])
})

test('no file makes its reader scroll for long', () => {
  const long = files
    .filter(({ text }) => text.split('\n').length > 300)
    .map(({ file, text }) => `${file}: ${text.split('\n').length} lines`)

  expect(long).toEqual([])
})
