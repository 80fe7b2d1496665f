import { EventType } from '../../domain/shapes/EventType.js'
import { parseArguments, UsageError } from '../arguments.js'
import type { Command } from '../command.js'
import { endpointFlags, resolveEndpoint } from '../endpoint-flags.js'
import { callRequester } from '../requester.js'

export const sendTestEventCommand: Command = {
  name: 'send-test-event',
  description: 'Sends a test event to a mail address, a queue or a topic, and reports the result.',
  example: 'mturk-local send-test-event HITReviewable --to you@example.com',
  flags: {
    to: {
      placeholder: 'DESTINATION',
      description: 'A mail address, the URL of a queue, or the ARN of a topic.',
    },
    version: {
      placeholder: 'VERSION',
      description: '2006-05-05 or 2014-08-15; default: 2014-08-15.',
    },
    'access-key': {
      placeholder: 'KEY',
      description: 'Access key, of which 12 digits are the account; default: test.',
    },
    'secret-key': {
      placeholder: 'SECRET',
      description: 'Secret of the access key, needed where signatures are checked.',
    },
    ...endpointFlags,
  },

  async run(args, terminal) {
    const parsed = parseArguments(args, this.flags)
    const { to = 'you@example.com', version = '2014-08-15' } = parsed.values
    const type = parsed.positionals[0] ?? 'AssignmentSubmitted'
    if (!EventType.values!.includes(type as EventType))
      throw new UsageError(
        `${type} is not an event type. Give one of ${EventType.values!.join(', ')}.`,
      )

    const destination = String(to)
    const { status, text } = await callRequester({
      endpoint: resolveEndpoint(parsed, terminal),
      operation: 'SendTestEventNotification',
      // Keys in the environment may be real ones, so they are not used.
      accessKey: String(parsed.values['access-key'] ?? 'test'),
      secretKey: String(parsed.values['secret-key'] ?? 'test'),
      input: {
        Notification: {
          Destination: destination,
          Transport: chooseTransport(destination),
          Version: version,
          EventTypes: [type],
        },
        TestEventType: type,
      },
    })
    if (status === 200) terminal.out(`Delivered to ${destination}.\n`)
    else terminal.err(`${text}\n`)
    return status === 200 ? 0 : 1
  },
}

const chooseTransport = (destination: string): 'SNS' | 'SQS' | 'Email' =>
  destination.startsWith('arn:') ? 'SNS' : /^https?:/.test(destination) ? 'SQS' : 'Email'
