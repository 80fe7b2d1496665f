import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as rest } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { hit, post, sns, sqs, turkHeaders } from './calls.js'
import { measure } from './measure.js'
import { end, startMturkLocalInNode } from './programs.js'
import { EventLedger } from './soak/event-ledger.js'
import { HitLifecycles, UnknownOutcomeError } from './soak/hit-lifecycles.js'
import { MemorySampler } from './soak/memory.js'
import { consumeQueue, watchDeliveries, createMailReader } from './soak/receivers.js'

/**
 * A mixed life at a steady rate, with faults on, for minutes or hours: does the memory grow, how
 * long do calls take, and is anything lost?
 */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: process.env.SOAK_MINUTES ?? '2' },
    rate: { type: 'string', default: process.env.SOAK_RATE ?? '200' },
    data: { type: 'string' },
  },
})
const duration = Number(values.minutes) * 60_000
const rate = Number(values.rate)
if (!(duration > 0 && rate > 0)) throw new Error('Give --minutes and --rate numbers above 0.')
/** HITs that live at one time. */
const concurrency = 40
/** Until everything has been used once, and what is bounded is full. */
const warmUp = Math.min(duration / 2, 120_000)

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
const nodeFlags = ['--expose-gc', '--import', new URL('soak/collect.js', import.meta.url).href]
const emulator = await startMturkLocalInNode(
  nodeFlags,
  ...['--data', values.data ?? join(folder, 'world.db'), '--seed', 'soak'],
  ...['--fault', faults.join('; '), '--delivery-backoff', '50', '--log-level', 'error'],
  // So that what is bounded is full before the memory is looked at.
  ...['--keep-mails', '500', '--keep-calls', '200', '--keep-deliveries', '2000'],
)
const { endpoint } = emulator
const ledger = new EventLedger()
const memory = new MemorySampler(emulator)
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
  const background = [
    watchDeliveries(
      endpoint,
      (delivery) => ledger.recordDelivery(delivery),
      () => isStopped,
    ),
    ...['news', 'from-topic'].map((name) =>
      consumeQueue(endpoint, queueUrl(name), () => isStopped, arrived),
    ),
    // Seldom, since what it asks for keeps calls waiting.
    repeat(15_000, () => memory.sample(performance.now() - began)),
    repeat(1000, readMail),
  ]
  const backgroundDone = Promise.all(background)

  const lives = new HitLifecycles({ endpoint, ledger, turn: createPacer(), times })
  let ended = 0
  let broken = 0
  const hasTimeLeft = () => performance.now() - began < duration
  async function runLifecycles(worker) {
    for (let number = worker; hasTimeLeft(); number++) {
      const which = number % 10 === 0 ? 2 : number % 2
      await lives.run(types[which], destinations[which]).then(
        () => ended++,
        (error) => {
          if (!(error instanceof UnknownOutcomeError)) throw error
          broken++
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

  // What workers have forgotten falls due.
  await post(`${endpoint}/_mturk/clock/advance`, '{"by":"P1D"}', {
    'content-type': 'application/json',
  })
  await fetch(`${endpoint}/_mturk/settled`)
  for (let left = 100; ledger.lost.length > 0 && left > 0; left--) {
    await readMail()
    await rest(100)
  }
  isStopped = true
  printReport({ seconds, cpu, ended, broken })
  if (ledger.lost.length > 0 || ledger.failed > 0) process.exitCode = 1
} finally {
  isStopped = true
  await end(emulator)
  rmSync(folder, { recursive: true, force: true })
}
process.exit()

function printReport({ seconds, cpu, ended, broken: aborted }) {
  times.sort((a, b) => a - b)
  const at = (part) => times[Math.floor(times.length * part)].toFixed(1)
  const describeGrowth = (what) => {
    const { last, slope } = memory.trendSince(warmUp, what)
    if (Number.isNaN(slope)) return `${last.toFixed(0)} MiB, too short for a slope`
    return `${last.toFixed(0)} MiB, ${slope >= 0 ? '+' : ''}${slope.toFixed(2)} MiB a minute`
  }
  console.log(`
operations    ${times.length} in ${seconds.toFixed(0)} s: ${(times.length / seconds).toFixed(0)} a second (wanted: ${rate}), ${(cpu / times.length).toFixed(0)} µs CPU each
lives         ${ended} from beginning to end, ${aborted} left when an answer was lost
answers       p50 ${at(0.5)} ms, p99 ${at(0.99)} ms
memory        resident ${describeGrowth('rss')}; heap ${describeGrowth('heap')} (after ${(warmUp / 60_000).toFixed(1)} minutes)
documents     ${ledger.arrivedCount} arrived, ${ledger.redelivered} of them again; ${ledger.dropped} dropped by a fault, ${ledger.failedTests} tests failed by one
lost          ${ledger.lost.length}; given up ${ledger.failed}
${ledger.lost.slice(0, 10).join('\n')}`)
}

/** Resolves when it is time for one more operation; who is late catches up for a second at most. */
function createPacer() {
  let next = performance.now()
  return async () => {
    next = Math.max(next, performance.now() - 1000) + 1000 / rate
    const waitMs = next - performance.now()
    if (waitMs > 0) await rest(waitMs)
  }
}

async function repeat(interval, task) {
  while (!isStopped) {
    await task()
    await rest(interval)
  }
}

function queueUrl(name) {
  return `${endpoint}/000000000000/${name}`
}

async function createDestinations() {
  for (const QueueName of ['news', 'from-topic'])
    await retry(() => sqs(endpoint, 'CreateQueue', { QueueName }))
  const TopicArn = await sns(endpoint, { Action: 'CreateTopic', Name: 'news' })
  const Endpoint = 'arn:aws:sqs:us-east-1:000000000000:from-topic'
  await sns(endpoint, { Action: 'Subscribe', TopicArn, Protocol: 'sqs', Endpoint })
  return [
    { Transport: 'SQS', Destination: queueUrl('news') },
    { Transport: 'SNS', Destination: TopicArn },
    { Transport: 'Email', Destination: 'requester@example.com' },
  ]
}

async function createHitType(destination, index) {
  const { Question: _, LifetimeInSeconds: __, ...kind } = hit
  const { HITTypeId } = await turk('CreateHITType', { ...kind, Title: `Draw ${index} cats` })
  await turk('UpdateNotificationSettings', {
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

/** Making the same thing twice makes one. */
function turk(operation, input) {
  return retry(async () => {
    const answer = JSON.parse(await post(endpoint, JSON.stringify(input), turkHeaders(operation)))
    if (answer.__type) throw new Error(answer.__type)
    return answer
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
