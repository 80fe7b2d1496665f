import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { benchmarkHit, buildMTurkHeaders, callSqs } from './calls.js'
import { compare, formatSpread, median } from './compare.js'
import { importTypeScript } from './import-typescript.js'
import { cpuOfTree, measure } from './measure.js'
import { kill, startEchoServer, startMturkLocal, startProgram } from './programs.js'
import { allEchoes, createReport } from './report.js'

/** Measures what durable storage costs, and how long recovery takes after a kill. */
const rounds = Number(process.env.BENCH_ROUNDS ?? 3)
const calls = Number(process.env.BENCH_CALLS ?? 2000)
const pendingCount = Number(process.env.BENCH_PENDING ?? 10_000)
const callers = 16

const { startPostgres, newDatabase } = await importTypeScript('test/support/postgres.ts')
const commonFlags = ['--log-level', 'error', '--lease', '1000']
const folder = mkdtempSync(join(tmpdir(), 'mturk-local-bench-'))
const server = await startPostgres()
const notMeasured = server
  ? []
  : ['PostgreSQL: it is not on this machine (Debian: apt-get install postgresql)']
const figures = {}
const { addTable, save } = createReport('durability')

/** Starts processes that share one database, each with a queue of its own. */
async function startProcesses(data, { count = 1, flags = [] } = {}) {
  const processes = await Promise.all(
    Array.from({ length: count }, () => startMturkLocal('--data', data, ...commonFlags, ...flags)),
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

/** Loads all processes at once, each with as many callers and calls, so that all are as warm. */
async function measureAll(processes, operation, bodyFor) {
  const serverCpu = readServerCpu()
  const results = await Promise.all(
    processes.map(({ endpoint, pid }) =>
      measure.load({
        endpoint,
        body: bodyFor(endpoint),
        headers: buildMTurkHeaders(operation),
        callers,
        calls,
        pid,
      }),
    ),
  )
  return {
    perSecond: results.reduce((sum, { perSecond }) => sum + perSecond, 0),
    cpu: results.reduce((sum, { cpu }) => sum + cpu, 0) / results.length,
    serverCpu: (readServerCpu() - serverCpu) / (calls * processes.length),
  }
}

const readServerCpu = () => (server ? cpuOfTree(server.pid()) : 0)

async function measureThroughput() {
  const inFile = (name) =>
    startProcesses(join(folder, `${name}.db`), { flags: ['--synchronous', name] })
  const engines = {
    memory: await startProcesses(':memory:'),
    'a file, normal': await inFile('normal'),
    'a file, full': await inFile('full'),
    ...(server && {
      'PostgreSQL, 1 process': await startProcesses(await newDatabase(server.url)),
      'PostgreSQL, 2 processes': await startProcesses(await newDatabase(server.url), { count: 2 }),
    }),
  }
  const echoServer = await startEchoServer()
  const loads = {
    'test event into a queue': ['SendTestEventNotification', testEvent],
    CreateHIT: ['CreateHIT', () => JSON.stringify(benchmarkHit)],
  }
  const rows = [['', 'per second', 'CPU µs each', 'µs in PostgreSQL', 'times slower']]
  const echoes = []
  for (const [what, [operation, bodyFor]] of Object.entries(loads)) {
    const { echo, ...results } = await compare(
      {
        echo: () => measure.load({ ...echoServer, body: '{}', headers: {}, callers, calls }),
        ...Object.fromEntries(
          Object.entries(engines).map(([name, processes]) => [
            name,
            () => measureAll(processes, operation, bodyFor),
          ]),
        ),
      },
      rounds,
    )
    echoes.push(...echo.map(({ cpu }) => cpu))
    const values = (name, figure) => results[name].map((each) => each[figure])
    const timesSlower = (name) =>
      median(values('memory', 'perSecond')) / median(values(name, 'perSecond'))
    rows.push([what, '', '', '', ''])
    for (const name of Object.keys(results))
      rows.push([
        `– kept in ${name}`,
        formatSpread(values(name, 'perSecond')),
        formatSpread(values(name, 'cpu')),
        name.startsWith('PostgreSQL') ? formatSpread(values(name, 'serverCpu')) : '',
        timesSlower(name).toFixed(2),
      ])
    const suffix = what === 'CreateHIT' ? 'CreateHit' : 'TestEvent'
    figures[`file${suffix}`] = timesSlower('a file, normal')
    figures[`full${suffix}`] = timesSlower('a file, full')
    if (!server || what === 'CreateHIT') continue
    const total = (name) => median(results[name].map(({ cpu, serverCpu }) => cpu + serverCpu))
    figures.postgresTwo = total('PostgreSQL, 2 processes') / total('PostgreSQL, 1 process')
  }
  addTable(`What storage costs, ${callers} calls at a time`, rows)
  await Promise.all([echoServer, ...Object.values(engines).flat()].map(kill))
  return median(echoes)
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
  const echo = await measureThroughput()
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
  addTable(`After a kill with ${pendingCount} deliveries pending`, [
    ['', 'answers after ms', 'all arrived after ms'],
    ...Object.entries(results).map(([name, all]) => [
      `kept in ${name}`,
      formatSpread(all.map(({ firstAnswerMs }) => firstAnswerMs)),
      formatSpread(all.map(({ allArrivedMs }) => allArrivedMs)),
    ]),
  ])
  save({ echoes: allEchoes(figures, echo), figures, notMeasured })
} finally {
  server?.remove()
  rmSync(folder, { recursive: true, force: true })
}
process.exit()
