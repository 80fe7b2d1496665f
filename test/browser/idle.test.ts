import { setTimeout } from 'node:timers/promises'
import { CreateQualificationTypeCommand } from '@aws-sdk/client-mturk'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openPage } from './console.js'
import { waitUntilStable } from './wait-until-stable.js'
import { startWorkerSite } from './worker-site.js'

/** Milliseconds of real time for which idle pages are observed: only time proves an absence. */
const observedMs = 10_000

/** Longer than the pause between two fetches of a list, the second of which the opened stream asks for. */
const quietMs = 1500

/** An emulator with a running clock, one accepted HIT and data for every page. */
async function startIdleEmulator() {
  const emulator = await startWorkerSite()
  const { control, createHit, mturk, queues, topics } = emulator
  const { HITId, HITTypeId } = await createHit({ MaxAssignments: 2 })
  await control.accept('A1WORKER', HITId!)
  const { QualificationType } = await mturk.send(
    new CreateQualificationTypeCommand({
      Name: 'Reads German',
      Description: 'Reads it well',
      QualificationTypeStatus: 'Active',
    }),
  )
  const name = { account: '000000000000', region: 'us-east-1', name: 'news' }
  const queue = queues.create(name)
  const topic = topics.create(name)
  const batch = await control.request('POST /_mturk/batches', {
    body: { template: '<input name="x">', csv: 'row\n1\n', title: 'Rows' },
  })
  const body = { what: 'throttle', where: { operation: 'CreateHIT' } } as const
  await control.request('POST /_mturk/faults', { body })
  await control.request('PUT /_mturk/clock', { body: { state: 'running' } })
  return {
    ...emulator,
    HITId,
    HITTypeId,
    batch: `${batch.account}-${batch.id}`,
    QualificationTypeId: QualificationType!.QualificationTypeId,
    queue: encodeURIComponent(queue.arn),
    topic: encodeURIComponent(topic.arn),
  }
}

/** Opens pages, and returns the paths that each of them requests once all have settled. */
async function recordRequests(endpoint: string, paths: readonly string[]) {
  const requests: Record<string, string[]> = {}
  const pages = new Map<string, Page>()
  for (const path of paths) pages.set(path, await openPage(endpoint + path))
  await Promise.all([...pages.values()].map((page) => waitUntilStable(page, quietMs)))
  for (const [path, page] of pages) {
    requests[path] = []
    page.on('request', (request) => requests[path]!.push(new URL(request.url()).pathname))
  }
  await setTimeout(observedMs)
  return requests
}

const noRequests = (paths: readonly string[]) => Object.fromEntries(paths.map((path) => [path, []]))

test('idle pages of the console send no requests', { timeout: 300_000 }, async () => {
  const { endpoint, HITId, HITTypeId, batch, QualificationTypeId, queue, topic } =
    await startIdleEmulator()
  const paths = [
    `batches/${batch}`,
    'calls',
    'clock',
    'consumers',
    'crowd',
    'deliveries',
    'faults',
    `hit-types/${HITTypeId}`,
    `hits/${HITId}`,
    `inbox/queue/${queue}`,
    `inbox/topic/${topic}`,
    `qualifications/${QualificationTypeId}`,
    'overview',
    'send',
  ].map((path) => `/console/${path}`)

  expect(await recordRequests(endpoint, paths)).toEqual(noRequests(paths))
})

test('idle pages of the worker site send no requests', { timeout: 300_000 }, async () => {
  const { endpoint, HITId } = await startIdleEmulator()
  const paths = ['hits', `hit/${HITId}`, 'tasks', 'earnings', 'qualifications'].map(
    (path) => `/worker/A1WORKER/${path}`,
  )

  expect(await recordRequests(endpoint, paths)).toEqual(noRequests(paths))
})

test('a running clock and the time left tick in the browser', async () => {
  const { open } = await startIdleEmulator()
  for (const path of ['/worker/A1WORKER/tasks', '/console/clock']) {
    const page = await open(path)
    const ticking = page.locator('.time-left, .clock')
    const before = await ticking.innerText()

    await expect.poll(() => ticking.innerText()).not.toBe(before)
  }
})
