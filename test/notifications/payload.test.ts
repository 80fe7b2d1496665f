import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { createTestEvents } from '../../src/domain/hit-event.js'
import { EventType } from '../../src/domain/shapes/EventType.js'
import {
  buildLifeCyclePayload,
  buildTestPayload,
  fitsDestination,
  formatLifeCycleSubject,
  formatTestSubject,
} from '../../src/notifications/payload.js'

const fixture = (path: string) => JSON.parse(readFileSync(join('fixtures', path), 'utf8'))

const versions = ['2006-05-05', '2014-08-15']
const documents = versions.flatMap((version) =>
  readdirSync(join('fixtures/documents', version)).map((file) => ({ version, file })),
)

test('a captured test event is written byte for byte', () => {
  const { given: context, subject, document } = fixture('captures/test-event.json')
  const at = new Date(context.at)

  expect(buildTestPayload(createTestEvents(context.eventType, at), context)).toBe(document)
  expect(formatTestSubject(at)).toBe(subject)
})

test('a captured life-cycle event is written byte for byte', () => {
  const { given: context, document } = fixture('captures/life-cycle-event.json')
  const event = { ...context.event, at: new Date(context.event.at) }

  expect(buildLifeCyclePayload([event], context)).toBe(document)
})

test('the fixtures contain a document for every event type and version', () => {
  const written = documents.map(({ version, file }) => `${version} ${basename(file, '.json')}`)

  expect(written.sort()).toEqual(
    versions.flatMap((version) => EventType.values!.map((type) => `${version} ${type}`)).sort(),
  )
})

test.each(documents)(
  'a test of $version/$file is written as it stands there',
  ({ version, file }) => {
    const { given: context, document } = fixture(`documents/${version}/${file}`)

    const events = createTestEvents(context.eventType, new Date(context.at))

    expect(buildTestPayload(events, context)).toBe(document)
  },
)

test('an event on a HIT leaves out the members of an assignment', () => {
  const event = {
    type: 'HITCreated' as const,
    at: new Date('2026-01-02T03:04:05.678Z'),
    hitTypeId: 'TYPE',
    hitId: 'HIT',
    hitGroupId: 'GROUP',
  }

  const document = buildLifeCyclePayload([event], {
    eventDocId: 'd0c',
    account: '123456789012',
    customerId: 'A1',
    version: '2006-05-05',
  })

  expect(document).toBe(
    '{"Events":[{"HITGroupId":"GROUP","EventType":"HITCreated","EventTimestamp":"2026-01-02T03:04:05Z","HITId":"HIT","HITTypeId":"TYPE"}],"EventDocId":"d0c","SourceAccount":"123456789012","CustomerId":"A1","EventDocVersion":"2006-05-05"}',
  )
})

test('the answer of a submission comes first in its event', () => {
  const { given: context, document } = fixture('captures/life-cycle-event.json')
  const event = { ...context.event, at: new Date(context.event.at), answer: '<Answer/>' }

  expect(buildLifeCyclePayload([event], context)).toBe(
    document.replace('[{', '[{"Answer":"<Answer/>",'),
  )
})

test.each([
  ['SQS', 262_144, true],
  ['SQS', 262_145, false],
  ['SNS', 262_145, false],
  ['Email', 262_145, true],
] as const)('%s takes a payload of %d bytes: %s', (transport, bytes, fits) => {
  expect(fitsDestination(`é${'x'.repeat(bytes - 2)}`, transport)).toBe(fits)
})

test('the subject of a life-cycle notification has eight digits and increases', () => {
  const subjects = ['2025-01-13T22:30:00Z', '2025-01-13T22:31:00Z', '2039-12-31T23:59:00Z'].map(
    (at) => formatLifeCycleSubject(new Date(at)),
  )

  expect(subjects).toEqual(['28946790', '28946791', '36816479'])
})
