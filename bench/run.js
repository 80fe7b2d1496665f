import { createTransport } from 'nodemailer'
import {
  benchmarkHit,
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
/** Of mail; each carries one after the other. */
const connections = 3
/** Rounds until V8 has compiled what is measured; the first of them is reported as cold. */
const coldRounds = 3
/** Limits a round of a slow program, in milliseconds. */
const maxRoundMs = 3000

const balance = ({ endpoint }) =>
  postRequest(endpoint, '{}', buildMTurkHeaders('GetAccountBalance'))
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
  const addMeasurement = (what, { name, endpoint, pid }, body, headers, settled) => {
    let count = 50
    measurements[`${what}\n${name}`] = async () => {
      const result = await measure.load({
        ...{ endpoint, pid, body, headers, callers, settled },
        calls: count,
      })
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
    // A topic of the emulator answers first and delivers then; fauxqs delivers first.
    const settled = speaks.includes('mturk')
      ? () => fetch(`${endpoint}/_mturk/settled`).then((response) => response.text())
      : undefined
    if (speaks.includes('sns'))
      addMeasurement(
        'SNS publish until it is in the queue',
        each,
        new URLSearchParams(published).toString(),
        snsHeaders,
        settled,
      )
    if (!speaks.includes('mturk')) continue
    const turk = (what, operation, input, ...rest) =>
      addMeasurement(what, each, JSON.stringify(input), buildMTurkHeaders(operation), ...rest)
    turk('GetAccountBalance', 'GetAccountBalance', {})
    turk(
      'test event into a queue',
      'SendTestEventNotification',
      buildTestEventInput('SQS', QueueUrl),
    )
    turk('CreateHIT', 'CreateHIT', benchmarkHit)
    turk(
      'test event until a topic has delivered it',
      'SendTestEventNotification',
      buildTestEventInput('SNS', TopicArn),
      settled,
    )
    const mail = buildTestEventInput('Email', 'requester@example.com')
    turk('test event by mail', 'SendTestEventNotification', mail)
  }
  const all = await compare(measurements, coldRounds + rounds)
  const results = Object.fromEntries(
    Object.entries(all).map(([key, each]) => [key, each.slice(coldRounds)]),
  )

  printRow('', 'start to response ms', 'MiB at rest')
  for (const { name } of candidates)
    printRow(name, formatSpread(startTimes[name]), idle[name].toFixed(0))
  let before
  for (const [key, warm] of Object.entries(results).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [what, name] = key.split('\n')
    if (what !== before)
      printRow(`\n${what}`, 'per second', 'p50 ms', 'p99 ms', 'CPU µs each', 'µs when cold')
    before = what
    const of = (figure) => warm.map((each) => each[figure])
    printRow(
      `  ${name}`,
      ...[
        formatSpread(of('perSecond')),
        formatSpread(of('p50'), 2),
        formatSpread(of('p99'), 2),
        formatSpread(of('cpu')),
        all[key][0].cpu.toFixed(0),
      ],
    )
  }

  const fauxqs = 'fauxqs 1.9.2'
  const rate = (what, name) => median(results[`${what}\n${name}`].map((each) => each.perSecond))
  const cpu = (what, name = 'mturk-local') =>
    median(results[`${what}\n${name}`].map((each) => each.cpu))
  const echo = cpu('an empty call', 'node:http echo')
  const publish = 'SNS publish until it is in the queue'
  const start = (name) => median(startTimes[name])
  console.log(`\naims, with an echo of ${echo.toFixed(0)} µs in this run`)
  const aim = (what, before, now, most) => {
    const verdict = now <= most ? 'met' : 'not met'
    const figures = [before, now.toFixed(2), `at most ${most}`].map((each) => each.padStart(14))
    console.log(`  ${what.padEnd(56)}${figures.join('')}  ${verdict}`)
  }
  console.log(
    `  ${''.padEnd(56)}${['before', 'now', 'aim'].map((each) => each.padStart(14)).join('')}`,
  )
  // The figures before were measured on the same kind of machine, each with the echo of its run.
  aim(
    'test event into a queue, CPU, times the echo',
    '15–17',
    cpu('test event into a queue') / echo,
    5,
  )
  aim(
    'the same, times fauxqs’ publish',
    '5–7',
    cpu('test event into a queue') / cpu(publish, fauxqs),
    2,
  )
  aim(
    'test event until a topic delivered it, times fauxqs’ publish',
    '11',
    cpu('test event until a topic has delivered it') / cpu(publish, fauxqs),
    8,
  )
  aim('GetAccountBalance, CPU, times the echo', '3.7–5', cpu('GetAccountBalance') / echo, 2)
  aim('CreateHIT, CPU, times the echo', '22', cpu('CreateHIT') / echo, 14)
  aim(
    'SQS SendMessage, CPU, times fauxqs',
    '2.2–2.6',
    cpu('SQS SendMessage') / cpu('SQS SendMessage', fauxqs),
    1.3,
  )
  aim(
    'start to first response, times fauxqs',
    '0.57–0.66',
    start('mturk-local') / start(fauxqs),
    0.5,
  )
  aim('memory at rest, MiB', '64–80', idle['mturk-local'], 70)
  if (results['mail by SMTP\nMailHog 1.0.1'])
    aim(
      'mail by SMTP, time for each, times MailHog',
      '0.5',
      rate('mail by SMTP', 'MailHog 1.0.1') / rate('mail by SMTP', 'mturk-local'),
      1,
    )
} finally {
  await Promise.all(running.map((each) => each.end()))
}

function printRow(what, ...cells) {
  console.log([what.padEnd(28), ...cells.map((cell) => String(cell).padStart(25))].join(''))
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

/** Sends mail from one client with pooled connections, one after the other on each. */
async function measureSmtp({ smtp, pid }) {
  const { hostname, port } = new URL(smtp)
  const mailer = createTransport({
    host: hostname,
    port: Number(port),
    pool: true,
    maxConnections: connections,
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
  let remaining = count
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (remaining-- > 0) {
        const sentAt = performance.now()
        await mailer.sendMail(mail)
        times.push(performance.now() - sentAt)
      }
    }),
  )
  const seconds = (performance.now() - startedAt) / 1000
  mailer.close()
  times.sort((a, b) => a - b)
  return {
    perSecond: count / seconds,
    p50: times[Math.floor(count * 0.5)],
    p99: times[Math.floor(count * 0.99)],
    cpu: (measure.cpu(pid) - cpuBefore) / count,
  }
}
