import { startEmulator } from '../dist/index.js'
import {
  benchmarkHit,
  buildMTurkHeaders,
  buildSqsHeaders,
  buildTestEventInput,
  createReceivers,
} from './calls.js'
import { formatSpread } from './compare.js'
import { createJsonClient } from './measure.js'
import { createReport } from './report.js'

/** Measures what other calls wait for, and lists, when there are many deliveries, types or queues. */
const deliveryCount = Number(process.env.BENCH_DELIVERIES ?? 1_000_000)
const typeCount = Number(process.env.BENCH_TYPES ?? 100_000)
const queueCount = Number(process.env.BENCH_QUEUES ?? 10_000)
/** How long a call may wait, in milliseconds; and what a list of queues may take. */
const maxWaitMs = 50
const maxListMs = 20
/** Bytes of a payload: a delivery is a third longer. */
const payloadBytes = 2000

const emulator = await startEmulator({
  ...{ port: 0, smtpPort: 0, seed: 'bench', logLevel: 'error' },
  ...{ keepDeliveries: 2 * deliveryCount, keepHitTypes: 2 * typeCount },
})
const { endpoint, marketplace } = emulator
const { store } = marketplace
const client = createJsonClient(endpoint)
const mturk = (operation, input) => client.post(buildMTurkHeaders(operation), input)

/** Fills a table with copies of its only row. */
async function copyRow(getRepository, count, change) {
  const [{ record }] = await store.transaction((tx) => getRepository(tx).list({}, { limit: 1 }))
  for (let done = 0; done < count; done += 5000)
    await store.transaction((tx) =>
      getRepository(tx).putAll(
        Array.from({ length: 5000 }, (_, index) => ({ ...record, ...change(done + index) })),
      ),
    )
}

const fetchText = async (path) => {
  const response = await fetch(`${endpoint}${path}`)
  const text = await response.text()
  if (!response.ok) throw new Error(`${path}: ${text}`)
  return text
}

/** Starts measuring the time, and the CPU time of this process, in milliseconds. */
function startMeasuring() {
  const startedAt = performance.now()
  const before = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(before)
    return { milliseconds: performance.now() - startedAt, cpu: (user + system) / 1000 }
  }
}

/** Reads a path while another client calls GetAccountBalance, and measures each of its calls. */
async function measureBeside(path) {
  const waits = []
  let isDone = false
  const callInBetween = async () => {
    while (!isDone) {
      const elapsed = startMeasuring()
      await mturk('GetAccountBalance', {})
      waits.push(elapsed())
    }
  }
  const calling = callInBetween()
  const elapsed = startMeasuring()
  await fetchText(path)
  const { milliseconds } = elapsed()
  isDone = true
  await calling
  const longest = (figure) => Math.max(...waits.map((each) => each[figure]))
  return { milliseconds, wait: longest('milliseconds'), cpu: longest('cpu') }
}

const { QueueUrl } = await createReceivers(endpoint)
await mturk('SendTestEventNotification', buildTestEventInput('SQS', QueueUrl))
await fetchText('/_mturk/settled')
await fetchText('/_mturk/deliveries')
await copyRow(
  ({ deliveries }) => deliveries,
  deliveryCount,
  (index) => ({
    id: `d${index}`,
    payload: 'x'.repeat(payloadBytes),
  }),
)
const { Question: _, LifetimeInSeconds: __, ...hitType } = benchmarkHit
await mturk('CreateHITType', hitType)
await copyRow(
  ({ hitTypes }) => hitTypes,
  typeCount,
  (index) => ({
    id: `3T${index}`,
    fingerprint: String(index),
  }),
)

const { addTable, save } = createReport('many')
const searches = {
  'a text that no delivery has': '/_mturk/deliveries?text=no-such-word&total=true',
  'deliveries to no such destination': '/_mturk/deliveries?destination=none&total=true',
  'a text that no HIT type has': '/_mturk/hits?text=no-such-word',
}
for (let times = 0; times < 3; times++) await measureBeside(searches['a text that no HIT type has'])
const rows = []
for (const [what, path] of Object.entries(searches)) {
  const { milliseconds, wait, cpu } = await measureBeside(path)
  rows.push([what, milliseconds.toFixed(0), wait.toFixed(1), cpu.toFixed(1)])
}
const number = (count) => count.toLocaleString('en-US')
addTable(
  `Searches among ${number(deliveryCount)} deliveries of ${number(payloadBytes)} bytes and ${number(typeCount)} HIT types`,
  [['', 'ms', `longest wait of another call, ms (at most ${maxWaitMs})`, 'its CPU ms'], ...rows],
)

for (let index = 0; index < queueCount; index++)
  await client.post(buildSqsHeaders('CreateQueue'), { QueueName: `queue-${index}` })
const listRows = []
for (const path of ['/_mturk/metrics', '/_mturk/queues?limit=50&total=true', '/_mturk/overview']) {
  const results = []
  for (let round = 0; round < 12; round++) {
    const elapsed = startMeasuring()
    await fetchText(path)
    // The first ones warm up the client and the server.
    if (round >= 5) results.push(elapsed())
  }
  const spread = (figure) =>
    formatSpread(
      results.map((each) => each[figure]),
      1,
    )
  listRows.push([path, spread('milliseconds'), spread('cpu')])
}
addTable(`With ${number(queueCount)} queues`, [
  ['', `ms (at most ${maxListMs})`, 'CPU ms'],
  ...listRows,
])

save({ echoes: {}, figures: {} })
client.close()
await emulator.close()
process.exit()
