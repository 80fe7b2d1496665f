import { startEmulator } from '../dist/index.js'
import { benchmarkHit, buildMTurkHeaders } from './calls.js'

/** Starts an emulator with many pending deliveries that cannot be delivered, and waits to be killed. */
const [data, count] = process.argv.slice(2)
const emulator = await startEmulator({
  data,
  port: 0,
  smtpPort: 0,
  lease: 1000,
  sqsEndpoint: 'http://127.0.0.1:1',
  deliveryBackoff: 600_000,
  policy: 'off',
  logLevel: 'silent',
})
const { endpoint, marketplace } = emulator
const callMturk = async (operation, input) => {
  const body = JSON.stringify(input)
  const headers = buildMTurkHeaders(operation)
  const response = await fetch(endpoint, { method: 'POST', headers, body })
  return response.json()
}

const { Question: _, LifetimeInSeconds: __, ...kind } = benchmarkHit
const { HITTypeId } = await callMturk('CreateHITType', kind)
await callMturk('UpdateNotificationSettings', {
  HITTypeId,
  Notification: {
    Transport: 'SQS',
    Destination: 'http://127.0.0.1:1/000000000000/news',
    Version: '2014-08-15',
    EventTypes: ['HITCreated'],
  },
})
await callMturk('CreateHIT', benchmarkHit)
let pending
while (!pending?.record.attempts.length) {
  await new Promise(setImmediate)
  ;[pending] = await marketplace.store.transaction((tx) =>
    tx.deliveries.list({ status: 'pending' }),
  )
}
const { nextAttemptAt: _nextAttempt, ...template } = pending.record
const copies = Array.from({ length: count - 1 }, (_, index) => ({
  ...template,
  id: `${template.id}-${index}`,
  eventDocId: index.toString(16).padStart(40, '0'),
}))
await marketplace.store.transaction((tx) => tx.deliveries.putAll([template, ...copies]))
console.log(`http://pending ${count}`)
