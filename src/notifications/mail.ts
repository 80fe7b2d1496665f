import type { Parcel } from './transports/transport.js'

/** One mail, said in parts. */
export interface Letter {
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

interface NotificationDocument {
  readonly Events: readonly Readonly<Record<string, string>>[]
}

/**
 * A notification as a mail that a person can read.
 *
 * Sender, opening line and what it tells of each event are known (cloudyr/MTurkR, its wiki and
 * `SetHITTypeNotification`); of the subject only `Your Event Notification`. The rest is our choice.
 */
export function notificationMail(parcel: Parcel): Letter {
  const { document } = parcel
  const { Events: events } = JSON.parse(document) as NotificationDocument
  const told = events.map(fieldsOf)
  return {
    ...headOf(parcel),
    subject: '[Amazon Mechanical Turk] Your Event Notification',
    text: textOf(told),
    html: htmlOf(told),
    attachments: [
      { filename: 'notification.json', contentType: 'application/json', content: document },
    ],
  }
}

/** A message to a worker as a mail: its text is the document itself. */
export const messageMail = (parcel: Parcel): Letter => ({
  ...headOf(parcel),
  subject: parcel.subject,
  text: parcel.document,
})

/** Both come from the same sender (imap scripts, forwarded mails). */
const headOf = ({ destination, madeAt, eventDocId }: Parcel) => ({
  from: 'mturk-noreply@amazon.com',
  to: destination,
  date: madeAt,
  messageId: `<${eventDocId}@mturk-local>`,
})

type Fields = readonly (readonly [name: string, value: string])[]

/** The mail says `EventTime` where the document says `EventTimestamp`. */
const fieldsOf = (event: Readonly<Record<string, string>>): Fields =>
  [
    ['EventType', event.EventType],
    ['EventTime', event.EventTimestamp],
    ['HITTypeId', event.HITTypeId],
    ['HITId', event.HITId],
    ['AssignmentId', event.AssignmentId],
  ].filter((field): field is [string, string] => field[1] !== undefined)

const opening = 'Greetings from Amazon Mechanical Turk,'
const explanation = 'You asked to be told when something happens to your HITs. This happened:'
const truth =
  'This mail was written by mturk-local, an emulator. It did not come from Amazon, and no money has moved.'

const textOf = (events: readonly Fields[]): string =>
  [
    opening,
    explanation,
    ...events.map((fields) =>
      fields.map(([name, value]) => `    ${`${name}:`.padEnd(14)}${value}`).join('\n'),
    ),
    'The same in JSON is attached as notification.json.',
    'Sincerely,\nAmazon Mechanical Turk\nhttps://workersandbox.mturk.com',
    `--\n${truth}`,
  ].join('\n\n')

const htmlOf = (events: readonly Fields[]): string =>
  [
    '<!doctype html>',
    '<html lang="en"><body style="font-family: sans-serif">',
    `<p>${opening}</p>`,
    `<p>${explanation}</p>`,
    ...events.map((fields) => `<table>${fields.map(rowOf).join('')}</table>`),
    '<p>The same in JSON is attached as notification.json.</p>',
    '<p>Sincerely,<br>Amazon Mechanical Turk<br>https://workersandbox.mturk.com</p>',
    `<hr><p><small>${truth}</small></p>`,
    '</body></html>',
  ].join('\n')

const rowOf = ([name, value]: readonly [string, string]): string =>
  `<tr><th align="left">${escaped(name)}</th><td>${escaped(value)}</td></tr>`

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
