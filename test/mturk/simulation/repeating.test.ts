import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Options } from '../../../src/index.js'
import { startCrowded } from '../../support/crowd.js'
import { folder } from '../../support/program.js'

const everyKind = { returns: 0.2, abandons: 0.2, fails: 0.2, workers: 6, arrivalsPerHour: 20 }

/** A market with a crowd that has not begun yet. */
async function begun(seed: string, options: Partial<Options> = {}) {
  const market = await startCrowded(options)
  const { HITTypeId } = await market.createHits(8, { AutoApprovalDelayInSeconds: 3600 })
  await market.listenTo(HITTypeId)
  await market.control.putCrowd('everybody', { ...everyKind, seed })
  return market
}

const lived = async (seed: string) => {
  const { control, documents } = await begun(seed)
  await control.advance('P3D')
  return documents()
}

test('with a seed a crowd does the same each time, to the byte', async () => {
  const documents = await lived('one')

  const happened = new Set(documents.map((each) => JSON.parse(each).Events[0].EventType))
  expect([...happened].sort()).toEqual([
    'AssignmentAbandoned',
    'AssignmentAccepted',
    'AssignmentApproved',
    'AssignmentReturned',
    'AssignmentSubmitted',
    'HITReviewable',
  ])
  expect(await lived('one')).toEqual(documents)
  expect(await lived('another')).not.toEqual(documents)
})

test('in how many steps the clock gets there makes no difference', async () => {
  const documents = await lived('one')
  const { control, documents: made } = await begun('one')

  for (let hours = 0; hours < 72; hours += 3) await control.advance('PT3H')

  expect(await made()).toEqual(documents)
})

test('a world in a file that is begun with again half way goes on as if nothing had been', async () => {
  const documents = await lived('one')
  const data = join(folder(), 'world.db')
  const before = await begun('one', { data })
  await before.control.advance('PT40M')
  expect((await before.control.crowd('everybody')).now.working).toBeGreaterThan(0)
  await before.settled()
  await before.close()

  const after = await startCrowded({ data, deliveryTries: 1 })
  await after.control.advanceTo('2026-01-04T00:00:00Z')

  expect(await after.documents()).toEqual(documents)
})

test('without a seed the crowd has one all the same, by which it can be had again', async () => {
  const { control } = await startCrowded()
  const first = await control.putCrowd('first', { workers: 2 })
  const workersOf = async (name: string) =>
    (await control.crowdWorkers(name)).workers.map(({ id }) => id)
  const ids = await workersOf('first')
  await control.removeCrowd('first')

  await control.putCrowd('first', { workers: 2, seed: first.settings.seed })

  expect(await workersOf('first')).toEqual(ids)
})

test('what else is done in the world does not change what a worker of a crowd draws', async () => {
  const turnsOf = async (busy: boolean) => {
    const { control, createHits } = await begun('one')
    if (busy) for (let hours = 0; hours < 3; hours++) await control.advance('PT1S')
    if (busy) await control.worker('A1OTHER')
    await createHits(1)
    await control.advanceTo('2026-01-01T05:00:00Z')
    return (await control.crowdWorkers('everybody')).workers.map(({ id, did }) => [id, did])
  }

  expect(await turnsOf(true)).toEqual(await turnsOf(false))
})
