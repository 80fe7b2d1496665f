import { startEmulator } from '../dist/index.js'
import { benchmarkHit, buildMTurkHeaders } from './calls.js'
import { median } from './compare.js'
import { measure } from './measure.js'
import { createReport } from './report.js'

/** Measures the marketplace at growing sizes: HITs, positions in a list, scheduled jobs. */
const sizes = (process.env.BENCH_HITS ?? '1000,100000,1000000').split(',').map(Number)
const jobCounts = (process.env.BENCH_DEADLINES ?? '1000,10000,100000').split(',').map(Number)

const emulator = await startEmulator({
  clock: new Date('2026-01-01T00:00:00Z'),
  port: 0,
  smtpPort: 0,
})
const { endpoint, marketplace } = emulator
const load = (operation, body, calls) =>
  measure.load({
    endpoint,
    body,
    headers: buildMTurkHeaders(operation),
    callers: 1,
    calls,
    pid: process.pid,
  })
const callMturk = async (operation, body) =>
  (
    await fetch(endpoint, {
      method: 'POST',
      headers: buildMTurkHeaders(operation),
      body: JSON.stringify(body),
    })
  ).json()

/** Reads every page of a list by its token; returns the median time of the first and the last 100. */
async function listAllPages() {
  const times = []
  for (let NextToken; ; ) {
    const startedAt = performance.now()
    const page = await callMturk('ListHITs', { MaxResults: 100, NextToken })
    times.push(performance.now() - startedAt)
    NextToken = page.NextToken
    if (!NextToken) return [median(times.slice(0, 100)), median(times.slice(-100))]
  }
}

await load('CreateHIT', JSON.stringify(benchmarkHit), 500)
const [{ record: template }] = await marketplace.store.transaction((tx) =>
  tx.hits.list({}, { limit: 1 }),
)
let count = 500
let serial = 0
let first
const sizeRows = []
for (const size of sizes) {
  const before = process.memoryUsage().rss
  const added = size - 500 - count
  while (count < size - 500) {
    await marketplace.store.transaction(async (tx) => {
      for (let left = Math.min(5000, size - 500 - count); left > 0; left--, count++) {
        const id = `3BENCH${serial++}`
        await tx.hits.put({ ...template, id })
        for (const kind of ['expire', 'dispose'])
          await tx.scheduledJobs.put({
            account: template.account,
            kind,
            subject: id,
            at: template.expiration,
          })
      }
    })
  }
  const bytes = added > 0 ? ((process.memoryUsage().rss - before) / added).toFixed(0) : '–'
  const created = await load('CreateHIT', JSON.stringify(benchmarkHit), 500)
  count += 500
  await load('ListHITs', '{"MaxResults":100}', 200)
  // The first reads also warm up this client.
  if (first === undefined) for (let times = 0; times < 20; times++) await listAllPages()
  const [begin, end] = await listAllPages()
  first ??= begin
  sizeRows.push([
    size.toLocaleString('en-US'),
    created.perSecond.toFixed(0),
    created.cpu.toFixed(0),
    bytes,
    begin.toFixed(2),
    end.toFixed(2),
    (end / first).toFixed(2),
  ])
}
const { addTable, save } = createReport('market')
addTable('Among many HITs, one call at a time; client and server are one process', [
  [
    'HITs',
    'CreateHIT a second',
    'CPU µs each',
    'bytes a HIT',
    'first page of 100, ms',
    'last page, ms',
    'last page to the first of the fewest (at most 1.5)',
  ],
  ...sizeRows,
])

const jobRows = []
for (const jobCount of jobCounts) {
  await marketplace.store.transaction(async (tx) => {
    await tx.scheduledJobs.removeAll({})
    for (let index = 0; index < jobCount; index++)
      await tx.scheduledJobs.put({
        account: template.account,
        kind: 'expire',
        subject: `3BENCH${(serial - 1 - index + serial) % serial}`,
        at: new Date(marketplace.clock.now().getTime() + 3_600_000 + index),
      })
  })
  const began = performance.now()
  const { ok } = await fetch(`${endpoint}/_mturk/clock/advance`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"by":"P1D"}',
  })
  if (!ok) throw new Error('The clock did not move: the log says why.')
  const seconds = (performance.now() - began) / 1000
  jobRows.push([jobCount.toLocaleString('en-US'), (jobCount / seconds).toFixed(0)])
}
addTable('Moving the clock over scheduled jobs', [['jobs', 'per second'], ...jobRows])
save({ echoes: {}, figures: {} })
await emulator.close()
