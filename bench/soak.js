import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as rest } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { hit, post, sns, sqs, turkHeaders } from './calls.js'
import { measure } from './measure.js'
import { end, mturkIn } from './programs.js'
import { Ledger } from './soak/ledger.js'
import { Lives, Uncertain } from './soak/life.js'
import { Memory } from './soak/memory.js'
import { consume, listen, mailReader } from './soak/receivers.js'

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
const length = Number(values.minutes) * 60_000
const rate = Number(values.rate)
if (!(length > 0 && rate > 0)) throw new Error('Give --minutes and --rate numbers above 0.')
/** HITs that live at one time. */
const atOnce = 40
/** Until everything has been used once, and what is bounded is full. */
const warm = Math.min(length / 2, 120_000)

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
const collecting = ['--expose-gc', '--import', new URL('soak/collect.js', import.meta.url).href]
const emulator = await mturkIn(
  collecting,
  ...['--data', values.data ?? join(folder, 'world.db'), '--seed', 'soak'],
  ...['--fault', faults.join('; '), '--delivery-pause', '50', '--log-level', 'error'],
  // So that what is bounded is full before the memory is looked at.
  ...['--keep-mails', '500', '--keep-calls', '200', '--keep-deliveries', '2000'],
)
const { endpoint } = emulator
const ledger = new Ledger()
const memory = new Memory(emulator)
const times = []
let isOver = false

try {
  const destinations = await makeDestinations()
  const types = await Promise.all(
    destinations.map((destination, index) => makeType(destination, index)),
  )
  const arrived = (eventDocId) => ledger.arrived(eventDocId)
  const readMail = mailReader(endpoint, arrived)
  const began = performance.now()
  const background = [
    listen(
      endpoint,
      (delivery) => ledger.delivered(delivery),
      () => isOver,
    ),
    ...['news', 'from-topic'].map((name) =>
      consume(endpoint, queueUrl(name), () => isOver, arrived),
    ),
    // Seldom, since what it asks for keeps calls waiting.
    again(15_000, () => memory.sample(performance.now() - began)),
    again(1000, readMail),
  ]
  const watched = Promise.all(background)

  const lives = new Lives({ endpoint, ledger, turn: pace(), times })
  let ended = 0
  let broken = 0
  const goOn = () => performance.now() - began < length
  async function oneAfterTheOther(place) {
    for (let number = place; goOn(); number++) {
      const which = number % 10 === 0 ? 2 : number % 2
      await lives.live(types[which], destinations[which]).then(
        () => ended++,
        (error) => {
          if (!(error instanceof Uncertain)) throw error
          broken++
        },
      )
    }
  }
  const working = Promise.all(Array.from({ length: atOnce }, (_, place) => oneAfterTheOther(place)))
  await Promise.race([working, watched])
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
  isOver = true
  tell({ seconds, cpu, ended, broken })
  if (ledger.lost.length > 0 || ledger.givenUp > 0) process.exitCode = 1
} finally {
  isOver = true
  await end(emulator)
  rmSync(folder, { recursive: true, force: true })
}
process.exit()

function tell({ seconds, cpu, ended, broken }) {
  times.sort((a, b) => a - b)
  const at = (part) => times[Math.floor(times.length * part)].toFixed(1)
  const grown = (what) => {
    const { last, slope } = memory.from(warm, what)
    if (Number.isNaN(slope)) return `${last.toFixed(0)} MiB, too short for a slope`
    return `${last.toFixed(0)} MiB, ${slope >= 0 ? '+' : ''}${slope.toFixed(2)} MiB a minute`
  }
  console.log(`
operations    ${times.length} in ${seconds.toFixed(0)} s: ${(times.length / seconds).toFixed(0)} a second (wanted: ${rate}), ${(cpu / times.length).toFixed(0)} µs CPU each
lives         ${ended} from beginning to end, ${broken} left when an answer was lost
answers       p50 ${at(0.5)} ms, p99 ${at(0.99)} ms
memory        resident ${grown('rss')}; heap ${grown('heap')} (after ${(warm / 60_000).toFixed(1)} minutes)
documents     ${ledger.documents} arrived, ${ledger.repeated} of them again; ${ledger.dropped} dropped by a fault, ${ledger.testsFailed} tests failed by one
lost          ${ledger.lost.length}; given up ${ledger.givenUp}
${ledger.lost.slice(0, 10).join('\n')}`)
}

/** Resolves when it is time for one more operation; who is late catches up for a second at most. */
function pace() {
  let next = performance.now()
  return async () => {
    next = Math.max(next, performance.now() - 1000) + 1000 / rate
    const early = next - performance.now()
    if (early > 0) await rest(early)
  }
}

async function again(pause, deed) {
  while (!isOver) {
    await deed()
    await rest(pause)
  }
}

function queueUrl(name) {
  return `${endpoint}/000000000000/${name}`
}

async function makeDestinations() {
  for (const QueueName of ['news', 'from-topic'])
    await insist(() => sqs(endpoint, 'CreateQueue', { QueueName }))
  const TopicArn = await sns(endpoint, { Action: 'CreateTopic', Name: 'news' })
  const Endpoint = 'arn:aws:sqs:us-east-1:000000000000:from-topic'
  await sns(endpoint, { Action: 'Subscribe', TopicArn, Protocol: 'sqs', Endpoint })
  return [
    { Transport: 'SQS', Destination: queueUrl('news') },
    { Transport: 'SNS', Destination: TopicArn },
    { Transport: 'Email', Destination: 'requester@example.com' },
  ]
}

async function makeType(destination, index) {
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
  return insist(async () => {
    const answer = JSON.parse(await post(endpoint, JSON.stringify(input), turkHeaders(operation)))
    if (answer.__type) throw new Error(answer.__type)
    return answer
  })
}

async function insist(deed) {
  for (let left = 20; ; left--) {
    try {
      return await deed()
    } catch (error) {
      if (left === 0) throw error
    }
  }
}
