import { createTransport } from 'nodemailer'
import { makeReceivers, post, snsHeaders, sqsHeaders, testEventFor, turkHeaders } from './calls.js'
import { contest, median, spread } from './contest.js'
import { measure } from './measure.js'
import { everybody } from './peers.js'

/** Every figure of the house beside whoever does the like, in one run and one table. */
const rounds = Number(process.env.BENCH_ROUNDS ?? 3)
const calls = Number(process.env.BENCH_CALLS ?? 2000)
const callers = 16
/** A slow one is asked no longer than so many milliseconds a round. */
const longest = 3000

const balance = ({ endpoint }) => post(endpoint, '{}', turkHeaders('GetAccountBalance'))
const logKept =
  'Each test event is a transaction, a document and a row in the log, with the verdict on a policy; fauxqs keeps none of them.'
const firstAsked = {
  mturk: balance,
  http: ({ endpoint }) => post(endpoint, '{}'),
  sqs: ({ endpoint }) => post(endpoint, '{}', sqsHeaders('ListQueues')),
  smtp: async () => {},
}

const { candidates, missing } = await everybody()
console.log(
  `Node ${process.version}; ${rounds} interleaved rounds of up to ${calls} calls, ${callers} at a time: medians (least–most)`,
)
if (missing.length > 0)
  console.log(`Not measured: ${missing.join(', ')} (BENCH_PEERS=all installs what can be had).`)

/** From the start of the program to its first answer, in milliseconds. */
async function firstAnswer({ start, speaks }) {
  const began = performance.now()
  const running = await start()
  await firstAsked[speaks[0]](running)
  const took = performance.now() - began
  await running.end()
  return took
}

const byName = (entries) => Object.fromEntries(entries)
const starts = await contest(
  byName(candidates.map((each) => [each.name, () => firstAnswer(each)])),
  rounds,
)

const standing = []
for (const { start, ...each } of candidates) standing.push({ ...(await start()), ...each })
try {
  const idle = {}
  for (const each of standing) {
    await firstAsked[each.speaks[0]](each)
    idle[each.name] = measure.memory(each.pid) / 2 ** 20
  }
  const echoed = JSON.stringify(testEventFor('SQS', 'http://127.0.0.1/000000000000/news'))
  const contestants = {}
  const compete = (what, { name, endpoint, pid }, body, headers) => {
    let count = 50
    contestants[`${what}\n${name}`] = async () => {
      const result = await measure.load({ endpoint, pid, body, headers, callers, calls: count })
      count = Math.max(50, Math.min(calls, Math.floor((result.perSecond * longest) / 1000)))
      return result
    }
  }
  for (const each of standing) {
    const { endpoint, name, speaks } = each
    if (speaks.includes('http')) compete('an empty call', each, echoed, {})
    if (speaks.includes('smtp')) contestants[`mail by SMTP\n${name}`] = () => mailsInto(each)
    if (!speaks.includes('sqs')) continue
    const { QueueUrl, TopicArn } = await receiversOf(each)
    const message = { QueueUrl, MessageBody: echoed }
    compete('SQS SendMessage', each, JSON.stringify(message), sqsHeaders('SendMessage'))
    const published = { Action: 'Publish', TopicArn, Message: echoed }
    if (speaks.includes('sns'))
      compete(
        'SNS publish into a queue',
        each,
        new URLSearchParams(published).toString(),
        snsHeaders,
      )
    if (!speaks.includes('mturk')) continue
    const turk = (what, operation, input) =>
      compete(what, { ...each, endpoint }, JSON.stringify(input), turkHeaders(operation))
    turk('GetAccountBalance', 'GetAccountBalance', {})
    turk('test event into a queue', 'SendTestEventNotification', testEventFor('SQS', QueueUrl))
    const mail = testEventFor('Email', 'requester@example.com')
    turk('test event by mail', 'SendTestEventNotification', mail)
  }
  const results = await contest(contestants, rounds)

  row('', 'start to answer ms', 'MiB at rest')
  for (const { name } of candidates) row(name, spread(starts[name]), idle[name].toFixed(0))
  let before
  for (const [key, all] of Object.entries(results).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [what, name] = key.split('\n')
    if (what !== before) row(`\n${what}`, 'per second', 'p50 ms', 'p99 ms', 'CPU µs each')
    before = what
    const of = (figure) => all.map((each) => each[figure])
    row(
      `  ${name}`,
      ...[spread(of('perSecond')), spread(of('p50'), 2), spread(of('p99'), 2), spread(of('cpu'))],
    )
  }

  const rate = (what, name) => median(results[`${what}\n${name}`].map((each) => each.perSecond))
  const cpu = (what, name) => median(results[`${what}\n${name}`].map((each) => each.cpu))
  const start = (name) => median(starts[name])
  console.log('\naims')
  aim('start to first answer, ms', start('mturk-local'), 'at most 300', (x) => x <= 300)
  aim(
    'start beside fauxqs',
    start('mturk-local') / start('fauxqs 1.9.2'),
    'at most 0.5',
    (x) => x <= 0.5,
    'Nearly half of it is Node’s own: see the echo above.',
  )
  aim(
    'CPU of GetAccountBalance beside the echo',
    cpu('GetAccountBalance', 'mturk-local') / cpu('an empty call', 'node:http echo'),
    'at most 2.5',
    (x) => x <= 2.5,
  )
  aim(
    'test event into a queue beside fauxqs’ SNS publish',
    rate('test event into a queue', 'mturk-local') /
      rate('SNS publish into a queue', 'fauxqs 1.9.2'),
    'at least 1.5',
    (x) => x >= 1.5,
    logKept,
  )
  aim(
    'CPU of a test event beside fauxqs’ SNS publish',
    cpu('test event into a queue', 'mturk-local') / cpu('SNS publish into a queue', 'fauxqs 1.9.2'),
    'at most 0.67',
    (x) => x <= 0.67,
    logKept,
  )
  if (results['mail by SMTP\nMailHog 1.0.1'])
    aim(
      'mail by SMTP beside MailHog',
      rate('mail by SMTP', 'mturk-local') / rate('mail by SMTP', 'MailHog 1.0.1'),
      'at least 1',
      (x) => x >= 1,
    )
} finally {
  await Promise.all(standing.map((each) => each.end()))
}

function row(what, ...cells) {
  console.log([what.padEnd(28), ...cells.map((cell) => String(cell).padStart(25))].join(''))
}

/** @param why what keeps it from being met, where it is known */
function aim(what, figure, wanted, isMet, why) {
  const verdict = isMet(figure) ? 'met' : 'not met'
  console.log(`  ${what.padEnd(52)} ${figure.toFixed(2).padStart(8)}  ${wanted}: ${verdict}`)
  if (why && !isMet(figure)) console.log(`    ${why}`)
}

/** The queue's URL may name a host or a port of the maker's choice; the path is what counts. */
async function receiversOf({ endpoint, speaks }) {
  if (speaks.includes('sns')) return makeReceivers(endpoint)
  const created = await post(endpoint, '{"QueueName":"news"}', sqsHeaders('CreateQueue'))
  return JSON.parse(created)
}

/** By one client that keeps its connections, as programs do. */
async function mailsInto({ smtp, pid }) {
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
  const began = performance.now()
  await Promise.all(
    Array.from({ length: count }, async () => {
      await mailer.sendMail(mail)
      times.push(performance.now() - began)
    }),
  )
  const seconds = (performance.now() - began) / 1000
  mailer.close()
  const each = (seconds * 1000) / count
  return {
    perSecond: count / seconds,
    p50: each,
    p99: each,
    cpu: (measure.cpu(pid) - cpuBefore) / count,
  }
}
