import { createHash } from 'node:crypto'
import { Agent, createServer, request } from 'node:http'
import { buildMTurkHeaders } from './calls.js'
import { compare, formatSpread, median } from './compare.js'
import { measure } from './measure.js'
import { kill, startMturkLocal } from './programs.js'
import { createReport } from './report.js'

/** Measures how much destinations that hang slow down one that answers. */
const rounds = Number(process.env.BENCH_ROUNDS ?? 3)
const calls = Number(process.env.BENCH_CALLS ?? 2000)
const hangingCount = Number(process.env.BENCH_HANGING ?? 1000)
/** The good destination may take so many times as long. */
const maxRatio = 1.5

const accept = (body) => ({
  MessageId: '1',
  MD5OfMessageBody: createHash('md5').update(body).digest('hex'),
})
const queues = createServer((incoming, response) => {
  let body = ''
  incoming.on('data', (chunk) => {
    body += chunk
  })
  incoming.on('end', () => {
    const { QueueUrl, Entries, MessageBody } = JSON.parse(body)
    if (!QueueUrl.endsWith('/good')) return
    const output = Entries
      ? { Successful: Entries.map((entry) => ({ Id: entry.Id, ...accept(entry.MessageBody) })) }
      : accept(MessageBody)
    response.setHeader('content-type', 'application/x-amz-json-1.0').end(JSON.stringify(output))
  })
})
await new Promise((resolve) => queues.listen(0, '127.0.0.1', 2000, resolve))
const sqs = `http://127.0.0.1:${queues.address().port}`

const start = () =>
  startMturkLocal(
    ...['--sqs-endpoint', sqs, '--policy', 'off', '--connections', '5000'],
    ...['--delivery-timeout', '600000', '--log-level', 'error'],
  )
const headers = buildMTurkHeaders('SendTestEventNotification')
const buildBody = (queue) =>
  JSON.stringify({
    Notification: {
      Destination: `${sqs}/000000000000/${queue}`,
      Transport: 'SQS',
      Version: '2014-08-15',
      EventTypes: ['Ping'],
    },
    TestEventType: 'Ping',
  })

/** Starts deliveries to destinations that hang, and waits until all of them do. */
async function hang({ endpoint }) {
  const agent = new Agent({ maxSockets: Number.POSITIVE_INFINITY })
  for (let index = 0; index < hangingCount; index++)
    request(endpoint, { method: 'POST', agent, headers })
      .on('error', () => {})
      .end(buildBody(`hangs-${index}`))
  const count = () => new Promise((resolve) => queues.getConnections((_, open) => resolve(open)))
  while ((await count()) < hangingCount) await new Promise((resolve) => setTimeout(resolve, 50))
  return agent
}

const alone = await start()
const beside = await start()
const agent = await hang(beside)
const load = ({ endpoint, child }) =>
  measure.load({
    ...{ endpoint, headers, calls, callers: 16 },
    ...{ body: buildBody('good'), pid: child.pid },
  })

const results = await compare({ alone: () => load(alone), beside: () => load(beside) }, rounds)
const perSecond = (name) => results[name].map((result) => result.perSecond)
const ratio = median(perSecond('alone')) / median(perSecond('beside'))
const { addTable, save } = createReport('hanging')
addTable('Test events into a queue that answers', [
  ['', 'per second', 'times as long'],
  ['alone', formatSpread(perSecond('alone')), '1.00'],
  [
    `beside ${hangingCount} that hang`,
    formatSpread(perSecond('beside')),
    `${ratio.toFixed(2)} (at most ${maxRatio})`,
  ],
])
save({ echoes: {}, figures: {} })

agent.destroy()
await Promise.all([kill(alone), kill(beside)])
queues.close()
queues.closeAllConnections()
process.exitCode = ratio <= maxRatio ? 0 : 1
