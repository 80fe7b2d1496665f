import { generateKeyPairSync, sign } from 'node:crypto'
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
import { createJsonClient, measure, measureTasks } from './measure.js'
import { loadCandidates, startAll } from './peers.js'
import { allEchoes, createReport } from './report.js'

/** Compares the emulator with programs that do the same work, in one run and one table. */
const rounds = Number(process.env.BENCH_ROUNDS ?? 3)
const calls = Number(process.env.BENCH_CALLS ?? 2000)
const callers = 16
/** Of mail; each carries one after the other. */
const connections = 3
/** Rounds until V8 has compiled what is measured; the first of them is reported as cold. */
const coldRounds = 3
/** Limits a round of a slow program, in milliseconds. */
const maxRoundMs = 1500

const own = 'mturk-local'
const fauxqs = 'fauxqs 1.9.2'
/** A topic signs its messages with such a key. */
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const signedText = Buffer.alloc(500, 'x')
const publish = 'SNS Publish until it is in the queue'

const firstCalls = {
  mturk: ({ endpoint }) => postRequest(endpoint, '{}', buildMTurkHeaders('GetAccountBalance')),
  http: ({ endpoint }) => postRequest(endpoint, '{}'),
  sqs: ({ endpoint }) => postRequest(endpoint, '{}', buildSqsHeaders('ListQueues')),
  smtp: async () => {},
}

const { candidates, missing } = await loadCandidates()
console.log(
  `Node ${process.version}; ${rounds} interleaved rounds of up to ${calls} calls, ${callers} at a time: medians (least–most)`,
)
const { running, failed } = await startAll(candidates)
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
  /** The first round is short, because it may be of a slow program. */
  const addMeasurement = (what, { name }, measureRound) => {
    let count = 50
    measurements[`${what}\n${name}`] = async () => {
      const result = await measureRound(count)
      count = Math.max(50, Math.min(calls, Math.floor((result.perSecond * maxRoundMs) / 1000)))
      return result
    }
  }
  const addLoad = (what, program, body, headers, settled) => {
    const { endpoint, pid, readCpu } = program
    const load = { endpoint, pid, readCpu, body, headers, callers, settled }
    addMeasurement(what, program, (count) => measure.load({ ...load, calls: count }))
  }
  addMeasurement('an RSA signature', { name: 'node:crypto' }, (count) =>
    measureTasks({ pid: process.pid, callers: 1, count: Math.min(count, 500) }, async () =>
      sign('sha256', signedText, privateKey),
    ),
  )
  for (const each of running) {
    const { endpoint, speaks } = each
    if (speaks.includes('http')) addLoad('an empty call', each, testEventBody, {})
    if (speaks.includes('smtp'))
      addMeasurement('mail by SMTP', each, (count) => measureSmtp(each, count))
    if (!speaks.includes('sqs')) continue
    const { QueueUrl, TopicArn } = await createQueueAndTopic(each)
    const message = { QueueUrl, MessageBody: testEventBody }
    addLoad('SQS SendMessage', each, JSON.stringify(message), buildSqsHeaders('SendMessage'))
    addMeasurement('SQS receive and delete, one by one', each, await createConsumer(each))
    const published = { Action: 'Publish', TopicArn, Message: testEventBody }
    // A topic of the emulator answers first and delivers then; fauxqs delivers first.
    const settled = speaks.includes('mturk')
      ? () => fetch(`${endpoint}/_mturk/settled`).then((response) => response.text())
      : undefined
    if (speaks.includes('sns'))
      addLoad(publish, each, new URLSearchParams(published).toString(), snsHeaders, settled)
    if (!speaks.includes('mturk')) continue
    const turk = (what, operation, input, ...rest) =>
      addLoad(what, each, JSON.stringify(input), buildMTurkHeaders(operation), ...rest)
    const testEvent = (what, ...receiver) =>
      turk(what, 'SendTestEventNotification', buildTestEventInput(...receiver))
    turk('GetAccountBalance', 'GetAccountBalance', {})
    testEvent('test event into a queue', 'SQS', QueueUrl)
    turk('CreateHIT', 'CreateHIT', benchmarkHit)
    turk(
      'test event until a topic has delivered it',
      'SendTestEventNotification',
      buildTestEventInput('SNS', TopicArn),
      settled,
    )
    testEvent('test event by mail', 'Email', 'requester@example.com')
  }
  const all = await compare(measurements, coldRounds + rounds)
  report(all, idle)
} finally {
  await Promise.all(running.map((each) => each.end()))
}
process.exit()

function report(all, idle) {
  const warm = (what, name, figure) =>
    all[`${what}\n${name}`]?.slice(coldRounds).map((each) => each[figure])
  const rate = (what, name) => median(warm(what, name, 'perSecond') ?? [])
  const cpu = (what, name = own) => median(warm(what, name, 'cpu') ?? [])
  const echo = cpu('an empty call', 'node:http echo')
  const signature = cpu('an RSA signature', 'node:crypto')
  const otherRates = running
    .filter(({ name, speaks }) => speaks.includes('sqs') && ![own, fauxqs].includes(name))
    .map(({ name, speaks }) => rate(speaks.includes('sns') ? publish : 'SQS SendMessage', name))

  const { addTable, save } = createReport('side-by-side')
  addTable('Programs', [
    ['', 'start ms (once)', 'MiB at rest'],
    ...running.map(({ name, startupMs }) => [name, startupMs.toFixed(0), idle[name].toFixed(0)]),
  ])
  const keys = Object.keys(all).map((key) => key.split('\n'))
  const works = [...new Set(keys.map(([what]) => what))]
  addTable('The same work side by side', [
    ['', 'per second', 'p50 ms', 'p99 ms', 'CPU µs each', 'times the echo', 'µs when cold'],
    ...works.flatMap((work) => [
      [work, '', '', '', '', '', ''],
      ...keys
        .filter(([what]) => what === work)
        .map(([, name]) => [
          `– ${name}`,
          formatSpread(warm(work, name, 'perSecond')),
          formatSpread(warm(work, name, 'p50'), 2),
          formatSpread(warm(work, name, 'p99'), 2),
          formatSpread(warm(work, name, 'cpu')),
          (cpu(work, name) / echo).toFixed(1),
          all[`${work}\n${name}`][0].cpu.toFixed(0),
        ]),
    ]),
  ])
  const testEvent = 'test event into a queue'
  const consume = 'SQS receive and delete, one by one'
  const figures = {
    testEventByEcho: cpu(testEvent) / echo,
    testEventByPublish: cpu(testEvent) / cpu(publish, fauxqs),
    testEventRate: rate(testEvent, own) / rate(publish, fauxqs),
    testEventRateOthers: rate(testEvent, own) / Math.max(...otherRates),
    topicEvent:
      cpu('test event until a topic has delivered it') / (2 * cpu(publish, fauxqs) + signature),
    balance: cpu('GetAccountBalance') / echo,
    createHit: cpu('CreateHIT') / echo,
    sqsSend: cpu('SQS SendMessage') / cpu('SQS SendMessage', fauxqs),
    sqsConsume: rate(consume, own) / rate(consume, fauxqs),
  }
  save({ echoes: allEchoes(figures, echo), figures, notMeasured: [...missing, ...failed] })
}

/** The host and port in the queue's URL may be wrong for a peer; only the path is used. */
async function createQueueAndTopic({ endpoint, speaks }) {
  if (speaks.includes('sns')) return createReceivers(endpoint)
  const { post, close } = createJsonClient(endpoint)
  const created = await post(buildSqsHeaders('CreateQueue'), { QueueName: 'news' })
  close()
  return created
}

/** Returns a function that fills a queue, then measures how its messages are consumed. */
async function createConsumer({ endpoint, pid, readCpu }) {
  const { post } = createJsonClient(endpoint)
  const sqs = (operation, input) => post(buildSqsHeaders(operation), input)
  const { QueueUrl } = await sqs('CreateQueue', { QueueName: 'work' })
  const Entries = Array.from({ length: 10 }, (_, index) => ({
    Id: String(index),
    MessageBody: 'x'.repeat(500),
  }))
  return async (count) => {
    for (let left = count; left > 0; left -= 10)
      await sqs('SendMessageBatch', { QueueUrl, Entries: Entries.slice(0, left) })
    return measureTasks({ pid, callers, count, readCpu }, async () => {
      const { Messages } = await sqs('ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 1 })
      if (!Messages?.length) throw new Error(`${endpoint} has lost messages.`)
      await sqs('DeleteMessage', { QueueUrl, ReceiptHandle: Messages[0].ReceiptHandle })
    })
  }
}

/** Sends mail from one client with pooled connections, one after the other on each. */
async function measureSmtp({ smtp, pid, readCpu }, count) {
  const { hostname, port } = new URL(smtp)
  const mailer = createTransport({
    host: hostname,
    port: Number(port),
    pool: true,
    maxConnections: connections,
  })
  const mail = {
    from: 'a@example.com',
    to: 'b@example.com',
    subject: 'News',
    text: 'x'.repeat(500),
  }
  const result = await measureTasks(
    { pid, callers: connections, count: Math.min(count, 500), readCpu },
    () => mailer.sendMail(mail),
  )
  mailer.close()
  return result
}
