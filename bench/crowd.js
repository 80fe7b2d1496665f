import { createHash } from 'node:crypto'
import { startEmulator } from '../dist/index.js'
import { measure } from './measure.js'
import { kill, startEchoServer } from './programs.js'
import { allEchoes, createReport } from './report.js'

/**
 * A crowd works on every HIT, in virtual time, and each event is delivered to a queue. It runs
 * twice: both runs must produce the same bytes.
 */
const workers = Number(process.env.BENCH_WORKERS ?? 500)
const assignments = Number(process.env.BENCH_ASSIGNMENTS ?? 10_000)
const assignmentsPerHit = 10

const page =
  '<HTMLQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2011-11-11/HTMLQuestion.xsd"><HTMLContent><![CDATA[<!DOCTYPE html><form><input name="seen" required></form>]]></HTMLContent><FrameHeight>0</FrameHeight></HTMLQuestion>'

async function callMturk(endpoint, operation, body) {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      authorization:
        'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/mturk-requester/aws4_request, SignedHeaders=host, Signature=0',
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `MTurkRequesterServiceV20170117.${operation}`,
    },
    body: JSON.stringify(body),
  })
  const output = await response.json()
  if (!response.ok) throw new Error(`${operation}: ${output.Message}`)
  return output
}

/** Creates all HITs, of a HIT type that notifies a queue. */
async function createHits({ endpoint, queue }) {
  const { HITTypeId } = await callMturk(endpoint, 'CreateHITType', {
    Title: 'What do you see?',
    Description: 'One word is enough',
    Reward: '0.05',
    AssignmentDurationInSeconds: 3600,
  })
  await callMturk(endpoint, 'UpdateNotificationSettings', {
    HITTypeId,
    Active: true,
    Notification: {
      Transport: 'SQS',
      Destination: queue('news').url,
      Version: '2006-05-05',
      EventTypes: ['AssignmentAccepted', 'AssignmentSubmitted', 'HITReviewable'],
    },
  })
  for (let left = assignments / assignmentsPerHit; left > 0; left--)
    await callMturk(endpoint, 'CreateHITWithHITType', {
      HITTypeId,
      MaxAssignments: assignmentsPerHit,
      LifetimeInSeconds: 2_592_000,
      Question: page,
    })
}

/** Of every assignment and every payload. */
const computeDigest = ({ marketplace }) =>
  marketplace.store.transaction(async (tx) => {
    const hash = createHash('sha256')
    for (const { record } of await tx.assignments.list({})) hash.update(JSON.stringify(record))
    for (const { record } of await tx.deliveries.list({})) hash.update(record.payload)
    return hash.digest('hex')
  })

async function runSimulation() {
  const emulator = await startEmulator({
    clock: new Date('2026-01-01T00:00:00Z'),
    seed: 'bench',
    port: 0,
    smtpPort: 0,
  })
  await createHits(emulator)
  await emulator.crowds.put('bench', { workers, seed: 'bench' })

  const before = process.cpuUsage()
  const startedAt = performance.now()
  let days = 0
  let submitted
  do {
    await emulator.clock.advance('P1D')
    submitted = (await emulator.crowds.find('bench')).stats.submitted
  } while (++days < 30 && submitted < assignments)
  await emulator.waitUntilIdle()
  const seconds = (performance.now() - startedAt) / 1000
  const { user, system } = process.cpuUsage(before)

  const digest = await computeDigest(emulator)
  await emulator.close()
  return { submitted, days, seconds, cpu: (user + system) / 1000 / submitted, digest }
}

const echoServer = await startEchoServer()
const measureEcho = () =>
  measure.load({ ...echoServer, body: '{}', headers: {}, callers: 16, calls: 2000 })
const results = []
const echoes = []
for (let round = 0; round < 2; round++) {
  await measureEcho()
  echoes.push((await measureEcho()).cpu)
  const { seconds, ...result } = await runSimulation()
  const events = 2 * result.submitted + result.submitted / assignmentsPerHit
  results.push({ ...result, seconds, perSecond: events / seconds })
}
await kill(echoServer)

const { addTable, save } = createReport('crowd')
addTable(`${workers} workers, ${assignments} assignments, events into a queue`, [
  ['', 'virtual days', 'seconds', 'ms CPU an assignment', 'events delivered a second'],
  ...results.map(({ days, seconds, cpu, perSecond }, index) => [
    index === 0 ? 'first run' : 'again',
    String(days),
    seconds.toFixed(1),
    cpu.toFixed(2),
    perSecond.toFixed(0),
  ]),
])
const figures = { crowd: Math.max(...results.map(({ perSecond }) => perSecond)) }
save({ echoes: allEchoes(figures, Math.min(...echoes)), figures })

const isSame = results[0].digest === results[1].digest
console.log(isSame ? 'Both runs produced the same bytes.' : 'The runs DIFFER.')
process.exitCode = isSame ? 0 : 1
