import { startEmulator } from '../dist/index.js'
import { measure } from './measure.js'

/** The marketplace in figures: making HITs, listing them among many, and letting time pass. */
const sizes = (process.env.BENCH_HITS ?? '1000,100000,1000000').split(',').map(Number)
const due = Number(process.env.BENCH_DEADLINES ?? 100_000)

const question =
  '<ExternalQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd"><ExternalURL>https://example.com</ExternalURL><FrameHeight>0</FrameHeight></ExternalQuestion>'
const headersFor = (operation) => ({
  'content-type': 'application/x-amz-json-1.1',
  'x-amz-target': `MTurkRequesterServiceV20170117.${operation}`,
  authorization:
    'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/mturk-requester/aws4_request, SignedHeaders=host, Signature=0',
})
const hit = JSON.stringify({
  Title: 'Draw a cat',
  Description: 'With a pencil',
  Reward: '0.10',
  AssignmentDurationInSeconds: 600,
  LifetimeInSeconds: 3600,
  Question: question,
})

const emulator = await startEmulator({ clock: new Date('2026-01-01T00:00:00Z') })
const { endpoint, world } = emulator
const load = (operation, body, calls) =>
  measure.load({
    endpoint,
    body,
    headers: headersFor(operation),
    callers: 1,
    calls,
    pid: process.pid,
  })

const made = await load('CreateHIT', hit, 1000)
console.log(
  `CreateHIT: ${made.perSecond.toFixed(0)} a second, ${made.cpu.toFixed(0)} µs CPU each (client and server together)`,
)

const [{ thing: model }] = await world.store.transaction((tx) => tx.hits.list({}, { limit: 1 }))
let count = 1000
let first
for (const size of sizes) {
  const before = process.memoryUsage().rss
  const added = size - count
  while (count < size) {
    await world.store.transaction(async (tx) => {
      for (let left = Math.min(5000, size - count); left > 0; left--, count++)
        await tx.hits.put({ ...model, id: `3BENCH${count}` })
    })
  }
  const { p50 } = await load('ListHITs', '{"MaxResults":100}', 200)
  first ??= p50
  const bytes = added > 0 ? ((process.memoryUsage().rss - before) / added).toFixed(0) : '–'
  console.log(
    `ListHITs, 100 of ${size}: p50 ${p50.toFixed(2)} ms, ${(p50 / first).toFixed(2)} times the first (aim: at most 1.5); ${bytes} bytes a HIT`,
  )
}

await world.store.transaction(async (tx) => {
  await tx.deadlines.removeAll({})
  for (let index = 0; index < due; index++)
    await tx.deadlines.put({
      account: model.account,
      kind: 'expire',
      subject: `3BENCH${1000 + (index % (count - 1000))}`,
      at: new Date(world.clock.now().getTime() + 3_600_000 + index),
    })
})
const began = performance.now()
await fetch(`${endpoint}/_mturk/clock/advance`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: '{"by":"P1D"}',
})
const seconds = (performance.now() - began) / 1000
console.log(`advance over ${due} deadlines: ${(due / seconds).toFixed(0)} a second`)
await emulator.close()
