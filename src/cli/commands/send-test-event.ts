import { EventType } from '../../domain/shapes/EventType.js'
import { parse, UsageError } from '../arguments.js'
import type { Command } from '../command.js'
import { endpointFlag, endpointOf } from '../connection.js'
import { callRequester } from '../requester.js'

export const sendTestEvent: Command = {
  name: 'send-test-event',
  says: 'Sends a made-up event to a mail address, a queue or a topic, and tells how that went.',
  example: 'mturk-local send-test-event HITReviewable --to you@example.com',
  flags: {
    to: {
      value: 'DESTINATION',
      says: 'A mail address, the URL of a queue, or the ARN of a topic.',
    },
    version: { value: 'VERSION', says: '2006-05-05 or 2014-08-15, which it is unless said.' },
    'access-key': {
      value: 'KEY',
      says: 'Access key, test unless said; 12 digits are the account.',
    },
    'secret-key': { value: 'SECRET', says: 'Its secret, where signatures are checked.' },
    ...endpointFlag,
  },

  async run(args, terminal) {
    const parsed = parse(args, this.flags)
    const { to = 'you@example.com', version = '2014-08-15' } = parsed.values
    const type = parsed.positionals[0] ?? 'AssignmentSubmitted'
    if (!EventType.values!.includes(type as EventType))
      throw new UsageError(`${type} is no event type. Say one of ${EventType.values!.join(', ')}.`)

    const destination = String(to)
    const { status, text } = await callRequester({
      endpoint: endpointOf(parsed, terminal),
      operation: 'SendTestEventNotification',
      // Keys of the environment may be real ones, and are for Amazon only.
      accessKey: String(parsed.values['access-key'] ?? 'test'),
      secretKey: String(parsed.values['secret-key'] ?? 'test'),
      input: {
        Notification: {
          Destination: destination,
          Transport: transportTo(destination),
          Version: version,
          EventTypes: [type],
        },
        TestEventType: type,
      },
    })
    if (status === 200) terminal.out(`${destination} has it.\n`)
    else terminal.err(`${text}\n`)
    return status === 200 ? 0 : 1
  },
}

const transportTo = (destination: string): 'SNS' | 'SQS' | 'Email' =>
  destination.startsWith('arn:') ? 'SNS' : /^https?:/.test(destination) ? 'SQS' : 'Email'
