import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { benchmarkHit, buildMTurkHeaders, callSqs } from './calls.js'
import { compare, formatSpread, median, printRow } from './compare.js'
import { importTypeScript } from './import-typescript.js'
import { measure } from './measure.js'
import { kill, startMturkLocal, startProgram } from './programs.js'

/** Measures what durable storage costs, and how long recovery takes after a kill. */
const rounds = Number(process.env.BENCH_ROUNDS ?? 3)
const calls = Number(process.env.BENCH_CALLS ?? 2000)
const pendingCount = Number(process.env.BENCH_PENDING ?? 10_000)
const callers = 16

const { startPostgres, newDatabase } = await importTypeScript('test/support/postgres.ts')
const commonFlags = ['--log-level', 'error', '--lease', '1000']
const folder = mkdtempSync(join(tmpdir(), 'mturk-local-bench-'))
const server = await startPostgres()
if (!server)
  console.log('PostgreSQL is not on this machine (Debian: apt-get install postgresql): skipped.')

/** Starts processes that share one database, each with a queue of its own. */
async function startProcesses(data, count = 1) {
  const processes = await Promise.all(
    Array.from({ length: count }, () => startMturkLocal('--data', data, ...commonFlags)),
  )
  for (const { endpoint } of processes)
    await callSqs(endpoint, 'CreateQueue', { QueueName: 'news' })
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

/** Loads all processes at once, each with its share of the callers. */
async function measureAll(processes, operation, bodyFor) {
  const results = await Promise.all(
    processes.map(({ endpoint, child }) =>
      measure.load({
        endpoint,
        body: bodyFor(endpoint),
        headers: buildMTurkHeaders(operation),
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
    CreateHIT: ['CreateHIT', () => JSON.stringify(benchmarkHit)],
  }
  for (const [what, [operation, bodyFor]] of Object.entries(loads)) {
    const results = await compare(
      Object.fromEntries(
        Object.entries(engines).map(([name, processes]) => [
          name,
          () => measureAll(processes, operation, bodyFor),
        ]),
      ),
      rounds,
    )
    const rate = (name) => median(results[name].map(({ perSecond }) => perSecond))
    printRow(`\n${what}, ${callers} at a time`, 'per second', 'CPU µs each', 'times slower')
    for (const [name, all] of Object.entries(results))
      printRow(
        `  kept in ${name}`,
        formatSpread(all.map(({ perSecond }) => perSecond)),
        formatSpread(all.map(({ cpu }) => cpu)),
        (rate('memory') / rate(name)).toFixed(2),
      )
  }
  await Promise.all(Object.values(engines).flat().map(kill))
}

/** From the start of the next process until the last pending delivery has arrived. */
async function measureRecovery(data) {
  const pendingScript = fileURLToPath(new URL('pending.js', import.meta.url))
  await kill(
    await startProgram('pending', [pendingScript, data, String(pendingCount)], /(http:\S+)/),
  )

  const init = join(folder, 'queues.json')
  writeFileSync(init, JSON.stringify({ queues: [{ name: 'news' }] }))
  const startedAt = performance.now()
  const next = await startMturkLocal('--data', data, '--init', init, ...commonFlags)
  const firstAnswerMs = performance.now() - startedAt
  await fetch(`${next.endpoint}/_mturk/settled`)
  const allArrivedMs = performance.now() - startedAt
  const { Attributes } = await callSqs(next.endpoint, 'GetQueueAttributes', {
    QueueUrl: `${next.endpoint}/000000000000/news`,
    AttributeNames: ['All'],
  })
  const arrived = Number(Attributes.ApproximateNumberOfMessages)
  if (arrived < pendingCount) throw new Error(`Only ${arrived} of ${pendingCount} arrived.`)
  await kill(next)
  return { firstAnswerMs, allArrivedMs }
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
    // The next process waits until the lease of the killed one has expired: one second here.
    ...(server && { PostgreSQL: () => newDatabase(server.url) }),
  }
  const results = await compare(
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
      formatSpread(all.map(({ firstAnswerMs }) => firstAnswerMs)),
      formatSpread(all.map(({ allArrivedMs }) => allArrivedMs)),
    )
} finally {
  server?.remove()
  rmSync(folder, { recursive: true, force: true })
}
process.exit()
