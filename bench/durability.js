import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { hit, sqs, turkHeaders } from './calls.js'
import { contest, median, printRow, spread } from './compare.js'
import { importTypeScript } from './import-typescript.js'
import { measure } from './measure.js'
import { end, startMturkLocal, program } from './programs.js'

/** What it costs to forget nothing, and how long it takes to go on after the plug was pulled. */
const rounds = Number(process.env.BENCH_ROUNDS ?? 3)
const calls = Number(process.env.BENCH_CALLS ?? 2000)
const pendingCount = Number(process.env.BENCH_PENDING ?? 10_000)
const callers = 16

const { startPostgres, newDatabase } = await importTypeScript('test/support/postgres.ts')
const commonFlags = ['--log-level', 'error', '--lease', '1000']
const folder = mkdtempSync(join(tmpdir(), 'mturk-local-bench-'))
const server = await startPostgres()
if (!server)
  console.log('PostgreSQL is not on this machine (Debian: apt-get install postgresql): left out.')

/** Processes that share one world, each with a queue of its own. */
async function startProcesses(data, count = 1) {
  const processes = await Promise.all(
    Array.from({ length: count }, () => startMturkLocal('--data', data, ...commonFlags)),
  )
  for (const { endpoint } of processes) await sqs(endpoint, 'CreateQueue', { QueueName: 'news' })
  return processes
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
async function measureAll(processes, operation, bodyFor) {
  const results = await Promise.all(
    processes.map(({ endpoint, child }) =>
      measure.load({
        endpoint,
        body: bodyFor(endpoint),
        headers: turkHeaders(operation),
        callers: callers / processes.length,
        calls: calls / processes.length,
        pid: child.pid,
      }),
    ),
  )
  return {
    perSecond: results.reduce((sum, { perSecond }) => sum + perSecond, 0),
    cpu: results.reduce((sum, { cpu }) => sum + cpu, 0) / results.length,
  }
}

async function measureThroughput() {
  const engines = {
    memory: await startProcesses(':memory:'),
    'a file': await startProcesses(join(folder, 'world.db')),
    ...(server && {
      'PostgreSQL, 1 process': await startProcesses(await newDatabase(server.url)),
      'PostgreSQL, 2 processes': await startProcesses(await newDatabase(server.url), 2),
    }),
  }
  const loads = {
    'test events into a queue': ['SendTestEventNotification', testEvent],
    CreateHIT: ['CreateHIT', () => JSON.stringify(hit)],
  }
  for (const [what, [operation, bodyFor]] of Object.entries(loads)) {
    const results = await contest(
      Object.fromEntries(
        Object.entries(engines).map(([name, machines]) => [
          name,
          () => measureAll(machines, operation, bodyFor),
        ]),
      ),
      rounds,
    )
    const rate = (name) => median(results[name].map(({ perSecond }) => perSecond))
    printRow(`\n${what}, ${callers} at a time`, 'per second', 'CPU µs each', 'times slower')
    for (const [name, all] of Object.entries(results))
      printRow(
        `  kept in ${name}`,
        spread(all.map(({ perSecond }) => perSecond)),
        spread(all.map(({ cpu }) => cpu)),
        (rate('memory') / rate(name)).toFixed(2),
      )
  }
  await Promise.all(Object.values(engines).flat().map(end))
}

/** From the start of the next process until the last of what was pending has arrived. */
async function measureRecovery(data) {
  const pendingScript = fileURLToPath(new URL('pending.js', import.meta.url))
  await end(await program('pending', [pendingScript, data, String(pendingCount)], /(http:\S+)/))

  const init = join(folder, 'queues.json')
  writeFileSync(init, JSON.stringify({ queues: [{ name: 'news' }] }))
  const startedAt = performance.now()
  const next = await startMturkLocal('--data', data, '--init', init, ...commonFlags)
  const firstAnswerMs = performance.now() - startedAt
  await fetch(`${next.endpoint}/_mturk/settled`)
  const allArrivedMs = performance.now() - startedAt
  const { Attributes } = await sqs(next.endpoint, 'GetQueueAttributes', {
    QueueUrl: `${next.endpoint}/000000000000/news`,
    AttributeNames: ['All'],
  })
  const arrived = Number(Attributes.ApproximateNumberOfMessages)
  if (arrived < pendingCount) throw new Error(`Only ${arrived} of ${pendingCount} arrived.`)
  await end(next)
  return { firstAnswerMs: firstAnswerMs, allArrivedMs: allArrivedMs }
}

try {
  await measureThroughput()
  printRow(
    `\nafter a kill with ${pendingCount} pending`,
    'answers after ms',
    'all arrived after ms',
  )
  const engines = {
    'a file': () => join(folder, `killed-${Math.floor(performance.now())}.db`),
    // The next process waits until the one that was killed has been silent for its lease, a second here.
    ...(server && { PostgreSQL: () => newDatabase(server.url) }),
  }
  const results = await contest(
    Object.fromEntries(
      Object.entries(engines).map(([name, open]) => [
        name,
        async () => measureRecovery(await open()),
      ]),
    ),
    rounds,
  )
  for (const [name, all] of Object.entries(results))
    printRow(
      `  kept in ${name}`,
      spread(all.map(({ answers }) => answers)),
      spread(all.map(({ settled }) => settled)),
    )
} finally {
  server?.remove()
  rmSync(folder, { recursive: true, force: true })
}
process.exit()
