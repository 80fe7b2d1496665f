import { EventType } from '../../domain/shapes/EventType.js'
import { parseArguments } from '../arguments.js'
import type { Command } from '../command.js'
import { endpointFlags, resolveEndpoint } from '../endpoint-flags.js'
import { callRequester } from '../requester.js'

/** What is sent when nothing else is asked for. */
const defaults = {
  type: 'AssignmentSubmitted',
  to: 'you@example.com',
  version: '2014-08-15',
} as const

export const sendTestEventCommand: Command = {
  name: 'send-test-event',
  group: 'Change',
  description: 'Sends a test event to a mail address, a queue or a topic, and reports the result.',
  example: 'mturk-local send-test-event HITReviewable --to you@example.com',
  positionals: [
    {
      name: 'EVENT',
      description: 'The event type.',
      values: EventType.values!,
      default: defaults.type,
    },
  ],
  flags: {
    to: {
      placeholder: 'DESTINATION',
      description: 'A mail address, the URL of a queue, or the ARN of a topic.',
      default: defaults.to,
    },
    version: {
      placeholder: 'VERSION',
      description: 'Version of the payload.',
      values: ['2006-05-05', '2014-08-15'],
      default: defaults.version,
    },
    'access-key': {
      placeholder: 'KEY',
      description: 'Access key, of which 12 digits are the account.',
      default: 'test',
    },
    'secret-key': {
      placeholder: 'SECRET',
      description: 'Secret of the access key, needed where signatures are checked.',
      default: 'test',
    },
    ...endpointFlags,
  },

  async run(args, terminal) {
    const parsed = parseArguments(args, this)
    const { to = defaults.to, version = defaults.version } = parsed.values
    const [type = defaults.type] = parsed.positionals

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
    if (status !== 200) throw new Error(explainRefusal(text))
    if (parsed.values.to && parsed.positionals[0]) terminal.out(`Delivered to ${destination}.\n`)
    else
      terminal.out(
        `Delivered ${type} to ${destination}. Give an event type and --to DESTINATION for others.\n`,
      )
    return 0
  },
}

/** The message of an error response, with its code, by which people search. */
function explainRefusal(text: string): string {
  const { __type, TurkErrorCode = __type, Message, message = Message } = parseError(text)
  if (message === undefined) return `The test event was refused: ${text}`
  // MTurk adds a time stamp to its messages.
  return `${message.replace(/ \(\d+( s)?\)$/, '')} (${TurkErrorCode})`
}

function parseError(text: string): Readonly<Record<string, string | undefined>> {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

const chooseTransport = (destination: string): 'SNS' | 'SQS' | 'Email' =>
  destination.startsWith('arn:') ? 'SNS' : /^https?:/.test(destination) ? 'SQS' : 'Email'
