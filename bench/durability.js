import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { hit, sqs, turkHeaders } from './calls.js'
import { contest, median, row, spread } from './contest.js'
import { fromSource } from './from-source.js'
import { measure } from './measure.js'
import { end, mturk, program } from './programs.js'

/** What it costs to forget nothing, and how long it takes to go on after the plug was pulled. */
const rounds = Number(process.env.BENCH_ROUNDS ?? 3)
const calls = Number(process.env.BENCH_CALLS ?? 2000)
const pending = Number(process.env.BENCH_PENDING ?? 10_000)
const callers = 16

const { startPostgres, newDatabase } = await fromSource('test/support/postgres.ts')
const quiet = ['--log-level', 'error', '--lease', '1000']
const folder = mkdtempSync(join(tmpdir(), 'mturk-local-bench-'))
const server = await startPostgres()
if (!server)
  console.log('PostgreSQL is not on this machine (Debian: apt-get install postgresql): left out.')

/** Processes that share one world, each with a queue of its own. */
async function world(data, count = 1) {
  const machines = await Promise.all(
    Array.from({ length: count }, () => mturk('--data', data, ...quiet)),
  )
  for (const { endpoint } of machines) await sqs(endpoint, 'CreateQueue', { QueueName: 'news' })
  return machines
}

const testEvent = (endpoint) =>
  JSON.stringify({
    Notification: {
      Destination: `${endpoint}/000000000000/news`,
      Transport: 'SQS',
      Version: '2014-08-15',
      EventTypes: ['Ping'],
    },
    TestEventType: 'AssignmentSubmitted',
  })

/** All processes at once, each with its share of the callers. */
async function loadAll(machines, operation, bodyFor) {
  const results = await Promise.all(
    machines.map(({ endpoint, child }) =>
      measure.load({
        endpoint,
        body: bodyFor(endpoint),
        headers: turkHeaders(operation),
        callers: callers / machines.length,
        calls: calls / machines.length,
        pid: child.pid,
      }),
    ),
  )
  return {
    perSecond: results.reduce((sum, { perSecond }) => sum + perSecond, 0),
    cpu: results.reduce((sum, { cpu }) => sum + cpu, 0) / results.length,
  }
}

async function costs() {
  const worlds = {
    memory: await world(':memory:'),
    'a file': await world(join(folder, 'world.db')),
    ...(server && {
      'PostgreSQL, 1 process': await world(await newDatabase(server.url)),
      'PostgreSQL, 2 processes': await world(await newDatabase(server.url), 2),
    }),
  }
  const loads = {
    'test events into a queue': ['SendTestEventNotification', testEvent],
    CreateHIT: ['CreateHIT', () => JSON.stringify(hit)],
  }
  for (const [what, [operation, bodyFor]] of Object.entries(loads)) {
    const results = await contest(
      Object.fromEntries(
        Object.entries(worlds).map(([name, machines]) => [
          name,
          () => loadAll(machines, operation, bodyFor),
        ]),
      ),
      rounds,
    )
    const rate = (name) => median(results[name].map(({ perSecond }) => perSecond))
    row(`\n${what}, ${callers} at a time`, 'per second', 'CPU µs each', 'times slower')
    for (const [name, all] of Object.entries(results))
      row(
        `  kept in ${name}`,
        spread(all.map(({ perSecond }) => perSecond)),
        spread(all.map(({ cpu }) => cpu)),
        (rate('memory') / rate(name)).toFixed(2),
      )
  }
  await Promise.all(Object.values(worlds).flat().map(end))
}

/** From the start of the next process until the last of what was pending has arrived. */
async function recovery(data) {
  const pendingScript = fileURLToPath(new URL('pending.js', import.meta.url))
  await end(await program('pending', [pendingScript, data, String(pending)], /(http:\S+)/))

  const init = join(folder, 'queues.json')
  writeFileSync(init, JSON.stringify({ queues: [{ name: 'news' }] }))
  const began = performance.now()
  const next = await mturk('--data', data, '--init', init, ...quiet)
  const answers = performance.now() - began
  await fetch(`${next.endpoint}/_mturk/settled`)
  const settled = performance.now() - began
  const { Attributes } = await sqs(next.endpoint, 'GetQueueAttributes', {
    QueueUrl: `${next.endpoint}/000000000000/news`,
    AttributeNames: ['All'],
  })
  const arrived = Number(Attributes.ApproximateNumberOfMessages)
  if (arrived < pending) throw new Error(`Only ${arrived} of ${pending} arrived.`)
  await end(next)
  return { answers, settled }
}

try {
  await costs()
  row(`\nafter a kill with ${pending} pending`, 'answers after ms', 'all arrived after ms')
  const places = {
    'a file': () => join(folder, `killed-${Math.floor(performance.now())}.db`),
    // The next process waits until the one that was killed has been silent for its lease, a second here.
    ...(server && { PostgreSQL: () => newDatabase(server.url) }),
  }
  const results = await contest(
    Object.fromEntries(
      Object.entries(places).map(([name, open]) => [name, async () => recovery(await open())]),
    ),
    rounds,
  )
  for (const [name, all] of Object.entries(results))
    row(
      `  kept in ${name}`,
      spread(all.map(({ answers }) => answers)),
      spread(all.map(({ settled }) => settled)),
    )
} finally {
  server?.remove()
  rmSync(folder, { recursive: true, force: true })
}
process.exit()
