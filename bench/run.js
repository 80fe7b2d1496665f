import { post, sns, snsHeaders, sqs, sqsHeaders, turkHeaders } from './calls.js'
import { measure } from './measure.js'
import { bareServer, end, express, fauxqs, mturk } from './programs.js'

/** Every figure of the house in one run, beside a bare server and, where it is there, beside fauxqs. */
const rounds = Number(process.env.BENCH_ROUNDS ?? 3)
const calls = Number(process.env.BENCH_CALLS ?? 2000)

async function firstAnswer(start, ask) {
  const began = performance.now()
  const running = await start()
  await ask(running.endpoint)
  const took = performance.now() - began
  await end(running)
  return took
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]
const row = (what, ...cells) =>
  console.log([what.padEnd(58), ...cells.map((cell) => String(cell).padStart(14))].join(''))

console.log(`Node ${process.version}, ${rounds} interleaved rounds of ${calls} calls, medians\n`)

const balance = (endpoint) => post(endpoint, '{}', turkHeaders('GetAccountBalance'))
const starts = { mturk: [], express: [], bare: [], fauxqs: [] }
for (let round = 0; round < rounds + 2; round++) {
  starts.mturk.push(await firstAnswer(mturk, balance))
  starts.express.push(await firstAnswer(express, (endpoint) => post(endpoint, '{}', {})))
  starts.bare.push(await firstAnswer(bareServer, (endpoint) => post(endpoint, '{}', {})))
  starts.fauxqs.push(
    await firstAnswer(fauxqs, (endpoint) => post(endpoint, '{}', sqsHeaders('ListQueues'))),
  )
}
row('cold start to first answer', 'mturk-local', 'Express', 'node:http', 'fauxqs')
row(
  '  milliseconds',
  ...['mturk', 'express', 'bare', 'fauxqs'].map((who) => median(starts[who]).toFixed(0)),
)
row(
  '  times Express (aim: at most 1.5)',
  (median(starts.mturk) / median(starts.express)).toFixed(2),
)

const ours = await mturk()
const echo = await bareServer()
const rival = await fauxqs()
try {
  row('\nidle memory', 'mturk-local', 'node:http', 'fauxqs')
  row(
    '  MiB resident (aim: at most 70)',
    ...[ours, echo, rival].map((each) => (measure.memory(each.child.pid) / 2 ** 20).toFixed(0)),
  )

  const { QueueUrl } = await sqs(ours.endpoint, 'CreateQueue', { QueueName: 'news' })
  const testEvent = JSON.stringify({
    Notification: {
      Destination: QueueUrl,
      Transport: 'SQS',
      Version: '2014-08-15',
      EventTypes: ['Ping'],
    },
    TestEventType: 'AssignmentSubmitted',
  })
  await sqs(rival.endpoint, 'CreateQueue', { QueueName: 'news' })
  const TopicArn = await sns(rival.endpoint, { Action: 'CreateTopic', Name: 'news' })
  await sns(rival.endpoint, {
    Action: 'Subscribe',
    TopicArn,
    Protocol: 'sqs',
    Endpoint: TopicArn.replace(':sns:', ':sqs:'),
  })
  const publish = new URLSearchParams({
    Action: 'Publish',
    TopicArn,
    Message: testEvent,
  }).toString()

  const loads = {
    GetAccountBalance: [ours, '{}', turkHeaders('GetAccountBalance')],
    'test event into a built-in queue': [ours, testEvent, turkHeaders('SendTestEventNotification')],
    'fauxqs: SNS publish into a queue': [rival, publish, snsHeaders],
    'node:http echo of the same body': [echo, testEvent, {}],
  }
  for (const callers of [1, 16]) {
    const results = Object.fromEntries(Object.keys(loads).map((what) => [what, []]))
    for (let round = 0; round < rounds + 1; round++)
      for (const [what, [{ endpoint, child }, body, more]] of Object.entries(loads)) {
        const result = await measure.load({
          endpoint,
          body,
          headers: more,
          callers,
          calls,
          pid: child.pid,
        })
        if (round > 0) results[what].push(result)
      }
    row(`\nend to end, ${callers} at a time`, 'per second', 'p50 ms', 'p99 ms', 'CPU µs each')
    for (const [what, all] of Object.entries(results))
      row(
        `  ${what}`,
        ...['perSecond', 'p50', 'p99', 'cpu'].map((figure) =>
          median(all.map((each) => each[figure])).toFixed(
            figure.startsWith('p') && figure !== 'perSecond' ? 2 : 0,
          ),
        ),
      )
    const rate = (what) => median(results[what].map(({ perSecond }) => perSecond))
    row(
      '  test event beside fauxqs (aim: at least 1)',
      (rate('test event into a built-in queue') / rate('fauxqs: SNS publish into a queue')).toFixed(
        2,
      ),
    )
  }
} finally {
  await Promise.all([ours, echo, rival].map(end))
}
