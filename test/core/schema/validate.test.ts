import { expect, test } from 'vitest'
import { integer, list, required, string, structure } from '../../../src/core/schema/shape.js'
import { validateShape } from '../../../src/core/schema/validate.js'
import { SendTestEventNotification } from '../../../src/mturk/operations/SendTestEventNotification.js'
import { UpdateNotificationSettings } from '../../../src/mturk/operations/UpdateNotificationSettings.js'

test('every validation error is reported with its path, in the service’s words', () => {
  const errors = validateShape(
    { Notification: { Transport: 'Pigeon', Version: 'x', EventTypes: ['Ping', 'Party'] } },
    SendTestEventNotification.input,
  )

  expect(errors).toEqual([
    "Value null at 'notification.destination' failed to satisfy constraint: Member must not be null",
    "Value '[Ping, Party]' at 'notification.eventTypes' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [AssignmentAccepted, AssignmentAbandoned, AssignmentReturned, AssignmentSubmitted, AssignmentRejected, AssignmentApproved, HITCreated, HITExpired, HITReviewable, HITExtended, HITDisposed, Ping]]",
    "Value 'Pigeon' at 'notification.transport' failed to satisfy constraint: Member must satisfy enum value set: [Email, SQS, SNS]",
    "Value null at 'testEventType' failed to satisfy constraint: Member must not be null",
  ])
})

test('lengths, patterns and values are checked', () => {
  expect(validateShape({ HITTypeId: '' }, UpdateNotificationSettings.input)).toEqual([
    "Value '' at 'hITTypeId' failed to satisfy constraint: Member must have length greater than or equal to 1",
    "Value '' at 'hITTypeId' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[A-Z0-9]+$",
  ])
  const shape = structure({ Count: integer({ min: 1, max: 100 }), Name: string({ max: 2 }) })
  expect(validateShape({ Count: 0, Name: 'abc' }, shape)).toEqual([
    "Value '0' at 'count' failed to satisfy constraint: Member must have value greater than or equal to 1",
    "Value 'abc' at 'name' failed to satisfy constraint: Member must have length less than or equal to 2",
  ])
  expect(validateShape({ Count: 101 }, shape)).toHaveLength(1)
})

test('elements of a list of structures are counted from one', () => {
  const shape = structure({ Items: list(structure({ Name: required(string()) })) })

  expect(validateShape({ Items: [{ Name: 'a' }, {}, undefined] }, shape)).toEqual([
    "Value null at 'items.2.member.name' failed to satisfy constraint: Member must not be null",
    "Value null at 'items.3.member' failed to satisfy constraint: Member must not be null",
  ])
})
