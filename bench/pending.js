import { startEmulator } from '../dist/index.js'
import { hit, turkHeaders } from './calls.js'

/** A world with so many deliveries that nobody takes; it waits for somebody to pull the plug. */
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
const { endpoint, world } = emulator
const callMturk = async (operation, input) => {
  const body = JSON.stringify(input)
  const answer = await fetch(endpoint, { method: 'POST', headers: turkHeaders(operation), body })
  return answer.json()
}

const { Question: _, LifetimeInSeconds: __, ...kind } = hit
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
await callMturk('CreateHIT', hit)
let pending
while (!pending?.thing.attempts.length) {
  await new Promise(setImmediate)
  ;[pending] = await world.store.transaction((tx) => tx.deliveries.list({ status: 'pending' }))
}
const { nextAttemptAt: _late, ...template } = pending.thing
const copies = Array.from({ length: count - 1 }, (_, index) => ({
  ...template,
  id: `${template.id}-${index}`,
  eventDocId: index.toString(16).padStart(40, '0'),
}))
await world.store.transaction((tx) => tx.deliveries.putAll([template, ...copies]))
console.log(`http://pending ${count}`)
