import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { measure } from './measure.js'

/** Every figure of the house in one run, beside a bare server and, where it is there, beside fauxqs. */
const rounds = Number(process.env.BENCH_ROUNDS ?? 3)
const calls = Number(process.env.BENCH_CALLS ?? 2000)

const here = (file) => fileURLToPath(new URL(file, import.meta.url))
const headers = (service, target) => ({
  'content-type': target?.startsWith('AmazonSQS')
    ? 'application/x-amz-json-1.0'
    : 'application/x-amz-json-1.1',
  authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
  ...(target && { 'x-amz-target': target }),
})

async function program(name, args, ready) {
  const began = performance.now()
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  for await (const chunk of child.stdout) {
    said += chunk
    const endpoint = ready.exec(said)?.[1]
    if (endpoint) return { name, child, endpoint, started: performance.now() - began }
  }
  throw new Error(`${name} did not start`)
}

const end = async ({ child }) => {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

const mturk = () =>
  program(
    'mturk-local',
    ['dist/cli/main.js', 'start', '--port', '0', '--smtp-port', '0'],
    /endpoint {2}(\S+)/,
  )
const bare = () => program('node:http echo', [here('echo.js')], /(http:\S+)/)
const fauxqs = () => program('fauxqs 1.9.2', [here('fauxqs.js')], /(http:\S+)/)
const express = () => program('Express hello-world', [here('express.js')], /(http:\S+)/)

const post = (endpoint, body, more) =>
  fetch(endpoint, { method: 'POST', body, headers: more }).then((answer) => answer.text())

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

const balance = (endpoint) =>
  post(
    endpoint,
    '{}',
    headers('mturk-requester', 'MTurkRequesterServiceV20170117.GetAccountBalance'),
  )
const starts = { mturk: [], express: [], bare: [], fauxqs: [] }
for (let round = 0; round < rounds + 2; round++) {
  starts.mturk.push(await firstAnswer(mturk, balance))
  starts.express.push(await firstAnswer(express, (endpoint) => post(endpoint, '{}', {})))
  starts.bare.push(await firstAnswer(bare, (endpoint) => post(endpoint, '{}', {})))
  starts.fauxqs.push(
    await firstAnswer(fauxqs, (endpoint) =>
      post(endpoint, '{}', headers('sqs', 'AmazonSQS.ListQueues')),
    ),
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
const echo = await bare()
const rival = await fauxqs()
try {
  row('\nidle memory', 'mturk-local', 'node:http', 'fauxqs')
  row(
    '  MiB resident (aim: at most 70)',
    ...[ours, echo, rival].map((each) => (measure.memory(each.child.pid) / 2 ** 20).toFixed(0)),
  )

  const sqs = (endpoint, target, body) =>
    post(endpoint, JSON.stringify(body), headers('sqs', `AmazonSQS.${target}`))
  const { QueueUrl } = JSON.parse(await sqs(ours.endpoint, 'CreateQueue', { QueueName: 'news' }))
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
  const sns = (fields) =>
    post(rival.endpoint, new URLSearchParams(fields), {
      ...headers('sns'),
      'content-type': 'application/x-www-form-urlencoded',
    }).then((xml) => /<(?:TopicArn|SubscriptionArn)>([^<]+)/.exec(xml)?.[1])
  const TopicArn = await sns({ Action: 'CreateTopic', Name: 'news' })
  await sns({
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
    GetAccountBalance: [
      ours,
      '{}',
      headers('mturk-requester', 'MTurkRequesterServiceV20170117.GetAccountBalance'),
    ],
    'test event into a built-in queue': [
      ours,
      testEvent,
      headers('mturk-requester', 'MTurkRequesterServiceV20170117.SendTestEventNotification'),
    ],
    'fauxqs: SNS publish into a queue': [
      rival,
      publish,
      { ...headers('sns'), 'content-type': 'application/x-www-form-urlencoded' },
    ],
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
