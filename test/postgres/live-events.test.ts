import { describe, expect, inject, test } from 'vitest'
import { eventsOfTypes, followLiveEvents } from '../support/clients.js'
import { newDatabase } from '../support/postgres.js'
import { startTestEmulator } from '../support/setup.js'

const url = inject('postgres')

describe.skipIf(!url)('live streams of processes that share a database', () => {
  test('a change that one process commits is announced by the other', async () => {
    const data = await newDatabase(url)
    const writer = await startTestEmulator({ data })
    const reader = await startTestEmulator({ data, seed: 'reader' })
    const readUntil = await followLiveEvents(reader.control)

    const { HITId, HITTypeId } = await writer.createHit()
    const created = await readUntil(({ type }) => type === 'hit')
    const { id } = await writer.control.accept('A1WORKER', HITId!)
    const accepted = await readUntil(({ type }) => type === 'hit')

    const hit = { type: 'hit', hit: { id: HITId, hitTypeId: HITTypeId, account: '000000000000' } }
    expect(created).toEqual([{ type: 'hit-type', hitType: { id: HITTypeId } }, hit])
    expect(accepted).toEqual([
      { type: 'worker', worker: { id: 'A1WORKER' } },
      { type: 'assignment', assignment: { id, hitId: HITId } },
      hit,
    ])
  })

  test('a clock that one process moves is announced by the other, with what fell due', async () => {
    const data = await newDatabase(url)
    const writer = await startTestEmulator({ data })
    const reader = await startTestEmulator({ data, seed: 'reader' })
    const { HITId } = await writer.createHit()
    const readUntil = await followLiveEvents(reader.control)

    await writer.control.advance('PT1H')
    const events = await readUntil(({ type }) => type === 'clock')

    expect(eventsOfTypes(events, 'hit', 'clock').slice(-2)).toEqual([
      { type: 'hit', hit: expect.objectContaining({ id: HITId }) },
      { type: 'clock' },
    ])
  })

  test('more changes than fit one message are announced, each', async () => {
    const data = await newDatabase(url)
    const writer = await startTestEmulator({ data })
    const reader = await startTestEmulator({ data, seed: 'reader' })
    const readUntil = await followLiveEvents(reader.control)

    await writer.control.putCrowd('many', { workers: 300 })
    await writer.control.putWorker('A1LAST')
    const events = await readUntil(
      (event) => event.type === 'worker' && event.worker.id === 'A1LAST',
    )

    expect(eventsOfTypes(events, 'worker')).toHaveLength(301)
  })
})
