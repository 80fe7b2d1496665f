import type { OutgoingNotification } from './transports/transport.js'

/** The parts of a mail. */
export interface EmailMessage {
  readonly from: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html?: string
  readonly date: Date
  readonly messageId: string
  readonly attachments?: readonly {
    readonly filename: string
    readonly contentType: string
    readonly content: string
  }[]
}

interface NotificationPayload {
  readonly Events: readonly Readonly<Record<string, string>>[]
}

/**
 * Formats a notification as a mail.
 *
 * Sender, opening line and event fields are known (cloudyr/MTurkR, its wiki and
 * `SetHITTypeNotification`); of the subject only `Your Event Notification`. The rest is our choice.
 */
export function buildNotificationEmail(notification: OutgoingNotification): EmailMessage {
  const { payload } = notification
  const { Events: events } = JSON.parse(payload) as NotificationPayload
  const eventFields = events.map(toFields)
  return {
    ...buildEnvelope(notification),
    subject: '[Amazon Mechanical Turk] Your Event Notification',
    text: formatText(eventFields),
    html: formatHtml(eventFields),
    attachments: [
      { filename: 'notification.json', contentType: 'application/json', content: payload },
    ],
  }
}

/** Formats a message to a worker as a mail whose text is the payload. */
export const buildWorkerEmail = (notification: OutgoingNotification): EmailMessage => ({
  ...buildEnvelope(notification),
  subject: notification.subject,
  text: notification.payload,
})

/** Both come from the same sender (imap scripts, forwarded mails). */
const buildEnvelope = ({ destination, createdAt, eventDocId }: OutgoingNotification) => ({
  from: 'mturk-noreply@amazon.com',
  to: destination,
  date: createdAt,
  messageId: `<${eventDocId}@mturk-local>`,
})

type Fields = readonly (readonly [name: string, value: string])[]

/** The mail says `EventTime` where the document says `EventTimestamp`. */
const toFields = (event: Readonly<Record<string, string>>): Fields =>
  [
    ['EventType', event.EventType],
    ['EventTime', event.EventTimestamp],
    ['HITTypeId', event.HITTypeId],
    ['HITId', event.HITId],
    ['AssignmentId', event.AssignmentId],
  ].filter((field): field is [string, string] => field[1] !== undefined)

const greeting = 'Greetings from Amazon Mechanical Turk,'
const explanation = 'You asked to be notified when something happens to your HITs. This happened:'
const disclaimer =
  'This mail was written by mturk-local, an emulator. It did not come from Amazon, and no money has moved.'

const formatText = (events: readonly Fields[]): string =>
  [
    greeting,
    explanation,
    ...events.map((fields) =>
      fields.map(([name, value]) => `    ${`${name}:`.padEnd(14)}${value}`).join('\n'),
    ),
    'The same in JSON is attached as notification.json.',
    'Sincerely,\nAmazon Mechanical Turk\nhttps://workersandbox.mturk.com',
    `--\n${disclaimer}`,
  ].join('\n\n')

const formatHtml = (events: readonly Fields[]): string =>
  [
    '<!doctype html>',
    '<html lang="en"><body style="font-family: sans-serif">',
    `<p>${greeting}</p>`,
    `<p>${explanation}</p>`,
    ...events.map((fields) => `<table>${fields.map(formatRow).join('')}</table>`),
    '<p>The same in JSON is attached as notification.json.</p>',
    '<p>Sincerely,<br>Amazon Mechanical Turk<br>https://workersandbox.mturk.com</p>',
    `<hr><p><small>${disclaimer}</small></p>`,
    '</body></html>',
  ].join('\n')

const formatRow = ([name, value]: readonly [string, string]): string =>
  `<tr><th align="left">${escapeHtml(name)}</th><td>${escapeHtml(value)}</td></tr>`

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
