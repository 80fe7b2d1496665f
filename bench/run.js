import { createTransport } from 'nodemailer'
import {
  buildMTurkHeaders,
  buildSqsHeaders,
  buildTestEventInput,
  createReceivers,
  postRequest,
  snsHeaders,
} from './calls.js'
import { compare, formatSpread, median } from './compare.js'
import { measure } from './measure.js'
import { loadCandidates } from './peers.js'

/** Compares the emulator with programs that do similar work, in one run and one table. */
const rounds = Number(process.env.BENCH_ROUNDS ?? 3)
const calls = Number(process.env.BENCH_CALLS ?? 2000)
const callers = 16
/** Limits a round of a slow program, in milliseconds. */
const maxRoundMs = 3000

const balance = ({ endpoint }) =>
  postRequest(endpoint, '{}', buildMTurkHeaders('GetAccountBalance'))
const deliveryLogNote =
  'Each test event is a transaction, a payload and a row in the delivery log, with a policy evaluation; fauxqs has none of these.'
const firstCalls = {
  mturk: balance,
  http: ({ endpoint }) => postRequest(endpoint, '{}'),
  sqs: ({ endpoint }) => postRequest(endpoint, '{}', buildSqsHeaders('ListQueues')),
  smtp: async () => {},
}

const { candidates, missing } = await loadCandidates()
console.log(
  `Node ${process.version}; ${rounds} interleaved rounds of up to ${calls} calls, ${callers} at a time: medians (least–most)`,
)
if (missing.length > 0)
  console.log(
    `Not measured: ${missing.join(', ')} (BENCH_PEERS=all installs those that can be installed).`,
  )

/** From the start of the program to its first response, in milliseconds. */
async function measureStartup({ start, speaks }) {
  const startedAt = performance.now()
  const program = await start()
  await firstCalls[speaks[0]](program)
  const milliseconds = performance.now() - startedAt
  await program.end()
  return milliseconds
}

const byName = (entries) => Object.fromEntries(entries)
const startTimes = await compare(
  byName(candidates.map((each) => [each.name, () => measureStartup(each)])),
  rounds,
)

const running = []
for (const { start, ...each } of candidates) running.push({ ...(await start()), ...each })
try {
  const idle = {}
  for (const each of running) {
    await firstCalls[each.speaks[0]](each)
    idle[each.name] = measure.memory(each.pid) / 2 ** 20
  }
  const testEventBody = JSON.stringify(
    buildTestEventInput('SQS', 'http://127.0.0.1/000000000000/news'),
  )
  const measurements = {}
  const addMeasurement = (what, { name, endpoint, pid }, body, headers) => {
    let count = 50
    measurements[`${what}\n${name}`] = async () => {
      const result = await measure.load({ endpoint, pid, body, headers, callers, calls: count })
      count = Math.max(50, Math.min(calls, Math.floor((result.perSecond * maxRoundMs) / 1000)))
      return result
    }
  }
  for (const each of running) {
    const { endpoint, name, speaks } = each
    if (speaks.includes('http')) addMeasurement('an empty call', each, testEventBody, {})
    if (speaks.includes('smtp')) measurements[`mail by SMTP\n${name}`] = () => measureSmtp(each)
    if (!speaks.includes('sqs')) continue
    const { QueueUrl, TopicArn } = await createQueueAndTopic(each)
    const message = { QueueUrl, MessageBody: testEventBody }
    addMeasurement('SQS SendMessage', each, JSON.stringify(message), buildSqsHeaders('SendMessage'))
    const published = { Action: 'Publish', TopicArn, Message: testEventBody }
    if (speaks.includes('sns'))
      addMeasurement(
        'SNS publish into a queue',
        each,
        new URLSearchParams(published).toString(),
        snsHeaders,
      )
    if (!speaks.includes('mturk')) continue
    const turk = (what, operation, input) =>
      addMeasurement(
        what,
        { ...each, endpoint },
        JSON.stringify(input),
        buildMTurkHeaders(operation),
      )
    turk('GetAccountBalance', 'GetAccountBalance', {})
    turk(
      'test event into a queue',
      'SendTestEventNotification',
      buildTestEventInput('SQS', QueueUrl),
    )
    const mail = buildTestEventInput('Email', 'requester@example.com')
    turk('test event by mail', 'SendTestEventNotification', mail)
  }
  const results = await compare(measurements, rounds)

  printRow('', 'start to response ms', 'MiB at rest')
  for (const { name } of candidates)
    printRow(name, formatSpread(startTimes[name]), idle[name].toFixed(0))
  let before
  for (const [key, all] of Object.entries(results).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [what, name] = key.split('\n')
    if (what !== before) printRow(`\n${what}`, 'per second', 'p50 ms', 'p99 ms', 'CPU µs each')
    before = what
    const of = (figure) => all.map((each) => each[figure])
    printRow(
      `  ${name}`,
      ...[
        formatSpread(of('perSecond')),
        formatSpread(of('p50'), 2),
        formatSpread(of('p99'), 2),
        formatSpread(of('cpu')),
      ],
    )
  }

  const rate = (what, name) => median(results[`${what}\n${name}`].map((each) => each.perSecond))
  const cpu = (what, name) => median(results[`${what}\n${name}`].map((each) => each.cpu))
  const start = (name) => median(startTimes[name])
  console.log('\naims')
  printGoal('start to first response, ms', start('mturk-local'), 'at most 300', (x) => x <= 300)
  printGoal(
    'start beside fauxqs',
    start('mturk-local') / start('fauxqs 1.9.2'),
    'at most 0.5',
    (x) => x <= 0.5,
    'Nearly half of it is Node’s own: see the echo above.',
  )
  printGoal(
    'CPU of GetAccountBalance beside the echo',
    cpu('GetAccountBalance', 'mturk-local') / cpu('an empty call', 'node:http echo'),
    'at most 2.5',
    (x) => x <= 2.5,
  )
  printGoal(
    'test event into a queue beside fauxqs’ SNS publish',
    rate('test event into a queue', 'mturk-local') /
      rate('SNS publish into a queue', 'fauxqs 1.9.2'),
    'at least 1.5',
    (x) => x >= 1.5,
    deliveryLogNote,
  )
  printGoal(
    'CPU of a test event beside fauxqs’ SNS publish',
    cpu('test event into a queue', 'mturk-local') / cpu('SNS publish into a queue', 'fauxqs 1.9.2'),
    'at most 0.67',
    (x) => x <= 0.67,
    deliveryLogNote,
  )
  if (results['mail by SMTP\nMailHog 1.0.1'])
    printGoal(
      'mail by SMTP beside MailHog',
      rate('mail by SMTP', 'mturk-local') / rate('mail by SMTP', 'MailHog 1.0.1'),
      'at least 1',
      (x) => x >= 1,
    )
} finally {
  await Promise.all(running.map((each) => each.end()))
}

function printRow(what, ...cells) {
  console.log([what.padEnd(28), ...cells.map((cell) => String(cell).padStart(25))].join(''))
}

/** @param why the known reason why the goal is missed */
function printGoal(what, figure, goal, isMet, why) {
  const verdict = isMet(figure) ? 'met' : 'not met'
  console.log(`  ${what.padEnd(52)} ${figure.toFixed(2).padStart(8)}  ${goal}: ${verdict}`)
  if (why && !isMet(figure)) console.log(`    ${why}`)
}

/** The host and port in the queue's URL may be wrong for a peer; only the path is used. */
async function createQueueAndTopic({ endpoint, speaks }) {
  if (speaks.includes('sns')) return createReceivers(endpoint)
  const created = await postRequest(
    endpoint,
    '{"QueueName":"news"}',
    buildSqsHeaders('CreateQueue'),
  )
  return JSON.parse(created)
}

/** Sends mail from one client with pooled connections. */
async function measureSmtp({ smtp, pid }) {
  const { hostname, port } = new URL(smtp)
  const mailer = createTransport({
    host: hostname,
    port: Number(port),
    pool: true,
    maxConnections: 3,
  })
  const count = Math.min(calls, 500)
  const mail = {
    from: 'a@example.com',
    to: 'b@example.com',
    subject: 'News',
    text: 'x'.repeat(500),
  }
  const times = []
  const cpuBefore = measure.cpu(pid)
  const startedAt = performance.now()
  await Promise.all(
    Array.from({ length: count }, async () => {
      await mailer.sendMail(mail)
      times.push(performance.now() - startedAt)
    }),
  )
  const seconds = (performance.now() - startedAt) / 1000
  mailer.close()
  const each = (seconds * 1000) / count
  return {
    perSecond: count / seconds,
    p50: each,
    p99: each,
    cpu: (measure.cpu(pid) - cpuBefore) / count,
  }
}
