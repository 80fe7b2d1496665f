import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { benchmarkHit, buildMTurkHeaders, callSns, callSqs, postRequest } from './calls.js'
import { measure } from './measure.js'
import { kill, startMturkLocalInNode } from './programs.js'
import { EventLedger } from './soak/event-ledger.js'
import { GrowthSampler } from './soak/growth-sampler.js'
import { HitLifecycles, UnknownOutcomeError } from './soak/hit-lifecycles.js'
import { deleteLeftHits } from './soak/janitor.js'
import { consumeQueue, createMailReader, watchDeliveries } from './soak/receivers.js'

/**
 * Runs a mixed load at a steady rate, with injected faults, for minutes or hours: do the memory and
 * the data file grow, how long do calls take, and is anything lost?
 */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: process.env.SOAK_MINUTES ?? '2' },
    rate: { type: 'string', default: process.env.SOAK_RATE ?? '200' },
    data: { type: 'string' },
    samples: { type: 'string' },
  },
})
const duration = Number(values.minutes) * 60_000
const rate = Number(values.rate)
if (!(duration > 0 && rate > 0)) throw new Error('Give --minutes and --rate numbers above 0.')
/** HITs in progress at one time. */
const concurrency = 40
/** Until all code has run once, and everything that is bounded is full. */
const warmUp = duration / 5
/** Calls of one life cycle. */
const callsPerHit = 14
/** How many HITs are disposed in half of the warm-up. */
const bound = Math.max(Math.floor((rate / callsPerHit) * (warmUp / 2000)), 10)

const faults = [
  'throttle operation=* probability=0.01',
  'error operation=* probability=0.005',
  'disconnect operation=* after probability=0.005',
  'delay operation=* milliseconds=50 probability=0.002',
  'error transport=* probability=0.03',
  'disconnect transport=* after probability=0.01',
  'duplicate transport=* probability=0.01',
  'drop transport=* probability=0.005',
  'reorder transport=* milliseconds=100 probability=0.02',
  'batch transport=* milliseconds=100 probability=0.02',
  'delay transport=* milliseconds=20 probability=0.005',
]

const folder = mkdtempSync(join(tmpdir(), 'mturk-local-soak-'))
const data = values.data ?? join(folder, 'world.db')
const memoryFile = join(folder, 'memory.json')
const collector = new URL('soak/collect.js', import.meta.url)
collector.searchParams.set('file', memoryFile)
const nodeFlags = ['--expose-gc', '--import', collector.href]
const emulator = await startMturkLocalInNode(
  nodeFlags,
  ...['--data', data, '--seed', 'soak'],
  ...['--fault', faults.join('; '), '--delivery-backoff', '50', '--log-level', 'error'],
  // Small bounds, so that they are reached before growth is measured.
  ...['--keep-mails', '200', '--keep-calls', '200', '--keep-messages', '10000'],
  ...['--keep-hits', `${bound}`, '--keep-workers', `${bound}`],
  ...['--keep-deliveries', `${Math.min(bound, 2000)}`, '--keep-calls-for', '60'],
)
const { endpoint } = emulator
const ledger = new EventLedger()
const growth = new GrowthSampler(emulator, { data, memoryFile, record: values.samples })
const times = []
let isStopped = false

try {
  const destinations = await createDestinations()
  const types = await Promise.all(
    destinations.map((destination, index) => createHitType(destination, index)),
  )
  const arrived = (eventDocId) => ledger.recordArrival(eventDocId)
  const readMail = createMailReader(endpoint, arrived)
  const began = performance.now()
  const lifecycles = new HitLifecycles({ endpoint, ledger, pace: createPacer(), times })
  const background = [
    watchDeliveries(
      endpoint,
      (delivery) => ledger.recordDelivery(delivery),
      () => isStopped,
    ),
    ...['news', 'from-topic'].map((name) =>
      consumeQueue(endpoint, queueUrl(name), () => isStopped, arrived),
    ),
    // Rarely: a garbage collection delays calls.
    repeat(15_000, () => growth.sample(performance.now() - began)),
    repeat(1000, readMail),
    repeat(30_000, () => deleteLeftHits(endpoint, lifecycles.inProgress, () => isStopped)),
  ]
  const backgroundDone = Promise.all(background)

  let completed = 0
  let aborted = 0
  const hasTimeLeft = () => performance.now() - began < duration
  async function runLifecycles(worker) {
    for (let number = worker; hasTimeLeft(); number++) {
      const which = number % 10 === 0 ? 2 : number % 2
      await lifecycles.run(types[which], destinations[which]).then(
        () => completed++,
        (error) => {
          if (!(error instanceof UnknownOutcomeError)) throw error
          aborted++
        },
      )
    }
  }
  const working = Promise.all(
    Array.from({ length: concurrency }, (_, place) => runLifecycles(place)),
  )
  await Promise.race([working, backgroundDone])
  const seconds = (performance.now() - began) / 1000
  const cpu = measure.cpu(emulator.child.pid)

  // Abandoned assignments time out.
  await postRequest(`${endpoint}/_mturk/clock/advance`, '{"by":"P1D"}', {
    'content-type': 'application/json',
  })
  await fetch(`${endpoint}/_mturk/settled`)
  for (let left = 100; ledger.lost.length > 0 && left > 0; left--) {
    await readMail()
    await sleep(100)
  }
  isStopped = true
  const { evicted } = await (await fetch(`${endpoint}/_mturk/info`)).json()
  printReport({ seconds, cpu, completed, aborted, evicted })
  if (ledger.lost.length > 0 || ledger.failed > 0) process.exitCode = 1
} finally {
  isStopped = true
  await kill(emulator)
  rmSync(folder, { recursive: true, force: true })
}
process.exit()

function printReport({ seconds, cpu, completed, aborted, evicted }) {
  times.sort((a, b) => a - b)
  const at = (part) => times[Math.floor(times.length * part)].toFixed(1)
  const describeGrowth = (what) => {
    const { last, slope, error, isFlat } = growth.trendSince(warmUp, what)
    if (slope === undefined) return `${last.toFixed(1)} MiB, too short for a slope`
    return `${last.toFixed(1)} MiB, ${slope >= 0 ? '+' : ''}${slope.toFixed(4)} ± ${error.toFixed(4)} MiB a minute: ${isFlat ? 'flat' : 'grows'}`
  }
  console.log(`
operations    ${times.length} in ${seconds.toFixed(0)} s: ${(times.length / seconds).toFixed(0)} a second (wanted: ${rate}), ${(cpu / times.length).toFixed(0)} µs CPU each
life cycles   ${completed} complete, ${aborted} aborted when a response was lost
latency       p50 ${at(0.5)} ms, p99 ${at(0.99)} ms
live heap     ${describeGrowth('heap')}
resident      ${describeGrowth('rss')}
data file     ${describeGrowth('file')}
              (each after the first ${(warmUp / 60_000).toFixed(1)} minutes)
evicted       ${JSON.stringify(evicted)}
payloads      ${ledger.arrivedCount} arrived, ${ledger.redelivered} of them again; faults dropped ${ledger.dropped} and failed ${ledger.failedTests} test events
lost          ${ledger.lost.length}; failed for good ${ledger.failed}
${ledger.lost.slice(0, 10).join('\n')}`)
}

/** Returns a function that resolves when it is time for one more operation; it makes up for a delay of at most a second. */
function createPacer() {
  let next = performance.now()
  return async () => {
    next = Math.max(next, performance.now() - 1000) + 1000 / rate
    const waitMs = next - performance.now()
    if (waitMs > 0) await sleep(waitMs)
  }
}

async function repeat(interval, task) {
  while (!isStopped) {
    await task()
    await sleep(interval)
  }
}

function queueUrl(name) {
  return `${endpoint}/000000000000/${name}`
}

async function createDestinations() {
  for (const QueueName of ['news', 'from-topic'])
    await retry(() => callSqs(endpoint, 'CreateQueue', { QueueName }))
  const TopicArn = await callSns(endpoint, { Action: 'CreateTopic', Name: 'news' })
  const Endpoint = 'arn:aws:sqs:us-east-1:000000000000:from-topic'
  await callSns(endpoint, { Action: 'Subscribe', TopicArn, Protocol: 'sqs', Endpoint })
  return [
    { Transport: 'SQS', Destination: queueUrl('news') },
    { Transport: 'SNS', Destination: TopicArn },
    { Transport: 'Email', Destination: 'requester@example.com' },
  ]
}

async function createHitType(destination, index) {
  const { Question: _, LifetimeInSeconds: __, ...kind } = benchmarkHit
  const { HITTypeId } = await callMturk('CreateHITType', {
    ...kind,
    Title: `Draw ${index} cats`,
    // Abandoned assignments are over long before growth is measured.
    AssignmentDurationInSeconds: 240,
  })
  await callMturk('UpdateNotificationSettings', {
    HITTypeId,
    Notification: {
      ...destination,
      Version: '2014-08-15',
      EventTypes: [
        ...['AssignmentAccepted', 'AssignmentAbandoned', 'AssignmentReturned'],
        ...['AssignmentSubmitted', 'AssignmentApproved'],
        ...['HITCreated', 'HITExpired', 'HITReviewable', 'HITDisposed'],
      ],
    },
  })
  return HITTypeId
}

/** These calls are idempotent, so a failed one is repeated. */
function callMturk(operation, input) {
  return retry(async () => {
    const headers = buildMTurkHeaders(operation)
    const output = JSON.parse(await postRequest(endpoint, JSON.stringify(input), headers))
    if (output.__type) throw new Error(output.__type)
    return output
  })
}

async function retry(task) {
  for (let left = 20; ; left--) {
    try {
      return await task()
    } catch (error) {
      if (left === 0) throw error
    }
  }
}
