import { connect } from 'node:net'
import { createTransport } from 'nodemailer'
import { expect, onTestFinished, test } from 'vitest'
import { realClock } from '../../../src/core/clock.js'
import { systemRandom } from '../../../src/core/random.js'
import { realTimer } from '../../../src/core/timer.js'
import {
  emailTransport,
  inProcessMail,
  smtpMail,
} from '../../../src/notifications/transports/email.js'
import { createDestinationGuard } from '../../../src/services/egress/connection-guard.js'
import { Mailbox, parseMail, parseSubject } from '../../../src/services/smtp/mailbox.js'
import { startSmtpServer } from '../../../src/services/smtp/smtp-server.js'
import { createServerVerification } from '../../../src/services/tls/verify-server.js'
import { ManualClock } from '../../support/manual-clock.js'

const checks = { resolve: createDestinationGuard({}), verifyServer: createServerVerification() }
const limits = { connections: 10, lifetime: 60_000, timer: realTimer }

async function startMailbox({
  keep: maxMails = 10,
  keepBytes: maxBytes = 1_000_000,
  longestMail: maxMailBytes = 100_000,
} = {}) {
  const dropped: string[] = []
  const onEvicted = (count: number, why: string) => void dropped.push(`${count} ${why}`)
  const mailbox = new Mailbox({
    clock: realClock,
    random: systemRandom,
    maxMails,
    maxBytes,
    onEvicted,
  })
  const smtp = await startSmtpServer({ mailbox, maxMailBytes, ...limits }, '127.0.0.1', 0)
  onTestFinished(() => smtp.close())
  const mailer = createTransport({ host: '127.0.0.1', port: smtp.port })
  onTestFinished(() => mailer.close())
  return { mailbox, mailer, port: smtp.port, dropped }
}

const notification = {
  kind: 'life-cycle' as const,
  payload:
    '{"Events":[{"EventType":"HITReviewable","EventTimestamp":"2026-01-02T03:04:05Z","HITId":"H<1>","HITTypeId":"T"}],"EventDocId":"d0c"}',
  subject: '0',
  destination: 'jane@example.com',
  account: '000000000000',
  eventDocId: 'd0c0'.padEnd(40, '0'),
  createdAt: new Date('2026-01-02T03:04:05Z'),
}
const signal = new AbortController().signal

test('accepts and parses a mail for any recipient', async () => {
  const { mailbox, mailer } = await startMailbox()

  await mailer.sendMail({
    from: 'a@example.com',
    to: ['b@example.com', 'c@example.org'],
    subject: 'Grüße',
    text: 'Hällo',
    html: '<b>Hällo</b>',
    attachments: [{ filename: 'x.json', content: '{}' }],
  })

  const [received] = mailbox.all()
  expect(await parseMail(received!)).toMatchObject({
    from: 'a@example.com',
    to: ['b@example.com', 'c@example.org'],
    subject: 'Grüße',
    text: 'Hällo\n',
    html: '<b>Hällo</b>\n',
    attachments: [{ filename: 'x.json', mimeType: 'application/json', size: 2, content: 'e30=' }],
  })
})

test('accepts any name and password', async () => {
  const { mailbox, port } = await startMailbox()
  const mailer = createTransport({ host: '127.0.0.1', port, auth: { user: 'me', pass: 'any' } })

  await mailer.sendMail({ from: 'a@example.com', to: 'b@example.com', text: 'x' })
  mailer.close()

  expect(mailbox.all()).toHaveLength(1)
})

/** A mail whose bytes are given, as old programs send them. */
const rawMail = (charset: string, subject: string, body: Buffer) =>
  Buffer.concat([
    Buffer.from(
      `Subject: ${subject}\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=${charset}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n`,
    ),
    body,
  ])

test.each(['windows-1252', 'iso-8859-1', '"cp1252"'])(
  'a mail in %s is decoded',
  async (charset) => {
    const { mailbox, mailer } = await startMailbox()
    const subject = `=?${charset.replaceAll('"', '')}?Q?=805_=96_Gr=FC=DFe?=`
    const body = Buffer.concat([
      Buffer.from([0x93, 0xe4, 0x94]),
      Buffer.from(' 5 '),
      Buffer.of(0x80),
    ])

    await mailer.sendMail({
      envelope: { from: 'a@example.com', to: 'b@example.com' },
      raw: rawMail(charset, subject, body),
    })

    const [received] = mailbox.all()
    expect(await parseMail(received!)).toMatchObject({
      subject: '€5 – Grüße',
      text: expect.stringContaining('“ä” 5 €'),
    })
    expect(await parseSubject(received!)).toBe('€5 – Grüße')
  },
)

test('control characters of a mail in UTF-8 stay', async () => {
  const { mailbox, mailer } = await startMailbox()
  const raw = rawMail('utf-8', 'x', Buffer.from('a\u0085b'))

  await mailer.sendMail({ envelope: { from: 'a@example.com', to: 'b@example.com' }, raw })

  expect((await parseMail(mailbox.all()[0]!)).text).toContain('a\u0085b')
})

test.each(['"odd name"@x.org', '"a \\"b\\" @ c"@x.org'])(
  'accepts %s as a recipient and as a sender',
  async (address) => {
    const { mailbox, port } = await startMailbox()

    const replies = await converse(port, [
      'EHLO localhost',
      `MAIL FROM:<${address}>`,
      `RCPT TO:<${address}>`,
      'DATA',
      'Subject: x\r\n\r\nHello\r\n.',
      'QUIT',
    ])

    expect(replies.map((reply) => reply.slice(0, 3))).toEqual([
      ...['220', '250', '250', '250', '354', '250', '221'],
    ])
    expect(mailbox.all()[0]).toMatchObject({ from: address, to: [address] })
  },
)

test('a quoted address that is not complete is refused', async () => {
  const { port } = await startMailbox()

  const replies = await converse(port, [
    'EHLO localhost',
    'MAIL FROM:<a@x.org>',
    'RCPT TO:<"odd name@x.org>',
    'QUIT',
  ])

  expect(replies[3]).toMatch(/^5\d\d /)
})

/** Sends each line after the reply to the one before, and returns all replies. */
async function converse(port: number, lines: readonly string[]): Promise<readonly string[]> {
  const socket = connect(port, '127.0.0.1')
  const replies: string[] = []
  let pending = ''
  const rest = [...lines]
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject)
    socket.on('close', () => resolve())
    socket.on('data', (chunk) => {
      pending += chunk.toString()
      if (!/^\d{3} .*\r\n$/m.test(pending.split('\r\n').slice(-2).join('\r\n'))) return
      replies.push(pending)
      pending = ''
      const line = rest.shift()
      if (line !== undefined) socket.write(`${line}\r\n`)
    })
  })
  return replies
}

test('refuses a mail that is too large', async () => {
  const { mailbox, mailer } = await startMailbox({ longestMail: 1000 })

  const sending = mailer.sendMail({
    from: 'a@example.com',
    to: 'b@example.com',
    text: 'x'.repeat(5000),
  })

  await expect(sending).rejects.toMatchObject({ responseCode: 552 })
  expect(mailbox.all()).toEqual([])
})

test('keeps the newest mails, and reports how many it evicted', async () => {
  const { mailbox, mailer, dropped } = await startMailbox({ keep: 2 })

  for (const subject of ['one', 'two', 'three'])
    await mailer.sendMail({ from: 'a@example.com', to: 'b@example.com', subject, text: 'x' })

  const subjects = await Promise.all(
    mailbox.all().map(async (mail) => (await parseMail(mail)).subject),
  )
  expect([subjects, dropped]).toEqual([['three', 'two'], ['1 full']])
})

test('evicts mails that are too old, and reports how many', () => {
  const clock = new ManualClock()
  const dropped: string[] = []
  const mailbox = new Mailbox({
    ...{ clock, random: systemRandom, maxMails: 10, maxBytes: 1000, maxAgeMs: 60_000 },
    onEvicted: (count, why) => void dropped.push(`${count} ${why}`),
  })
  const envelope = { from: 'a@example.com', to: ['b@example.com'] }
  mailbox.accept(Buffer.from('x'), envelope)
  clock.advanceBy(30_000)
  const second = mailbox.accept(Buffer.from('x'), envelope)

  clock.advanceBy(30_000)

  expect(mailbox.all().map(({ id }) => id)).toEqual([second])
  expect(dropped).toEqual(['1 old'])
})

test('greets once and at once, even if the client talks first', async () => {
  const { port } = await startMailbox()

  const conversation = await new Promise<string>((resolve) => {
    let receivedText = ''
    const socket = connect(port, '127.0.0.1', () => socket.write('QUIT\r\n'))
    socket.on('data', (chunk) => {
      receivedText += chunk.toString()
    })
    socket.on('close', () => resolve(receivedText))
  })

  expect(conversation.match(/^220 /gm)).toHaveLength(1)
  expect(conversation).toMatch(/^221 /m)
})

test('a mail delivered in process has the same bytes as one over SMTP', async () => {
  const { mailbox, port } = await startMailbox()
  const near = emailTransport(inProcessMail((source, envelope) => mailbox.accept(source, envelope)))
  const far = emailTransport(smtpMail(`smtp://127.0.0.1:${port}`, checks))

  await near.send(notification, signal)
  await far.send(notification, signal)
  await far.close()

  const [overWire, inProcess] = mailbox.all()
  expect(overWire!.source.toString()).toBe(inProcess!.source.toString())
  expect([overWire!.from, overWire!.to]).toEqual([inProcess!.from, inProcess!.to])
})

test('a notification is readable, and its values are escaped', async () => {
  const { mailbox } = await startMailbox()

  await emailTransport(inProcessMail((source, envelope) => mailbox.accept(source, envelope))).send(
    notification,
    signal,
  )

  const mail = await parseMail(mailbox.all()[0]!)
  expect(mail.text).toContain(
    '    EventType:    HITReviewable\n    EventTime:    2026-01-02T03:04:05Z',
  )
  expect(mail.text).not.toContain('AssignmentId')
  expect(mail.html).toContain('<td>H&#60;1&#62;</td>')
  expect(mail.text).toContain('did not come from Amazon')
  expect(Object.fromEntries(mail.headers.map(({ name, value }) => [name, value]))).toMatchObject({
    'x-mailer': 'mturk-local',
    'message-id': `<${notification.eventDocId}@mturk-local>`,
    date: 'Fri, 02 Jan 2026 03:04:05 +0000',
  })
})

test('an unreachable mail server is reported with its error', async () => {
  const carrier = emailTransport(smtpMail('smtp://127.0.0.1:1', checks))

  await expect(carrier.send(notification, signal)).rejects.toThrow('ECONNREFUSED')
  await carrier.close()
})
