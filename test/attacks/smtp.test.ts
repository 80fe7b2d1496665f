import { createTransport } from 'nodemailer'
import { expect, onTestFinished, test } from 'vitest'
import { realClock } from '../../src/core/clock.js'
import { systemRandom } from '../../src/core/random.js'
import { realTimer } from '../../src/core/timer.js'
import { Mailbox } from '../../src/services/smtp/mailbox.js'
import { startSmtpServer } from '../../src/services/smtp/smtp-server.js'
import { openRawConnection, readUntilClosed } from '../support/clients.js'
import { startTestEmulator } from '../support/setup.js'

async function startMailbox({
  connections = 10,
  lifetime = 60_000,
  keepBytes: maxBytes = 1_000_000,
} = {}) {
  const mailbox = new Mailbox({ clock: realClock, random: systemRandom, maxMails: 100, maxBytes })
  const smtp = await startSmtpServer(
    { mailbox, maxMailBytes: 100_000, connections, lifetime, timer: realTimer },
    '127.0.0.1',
    0,
  )
  onTestFinished(() => smtp.close())
  const mailer = createTransport({ host: '127.0.0.1', port: smtp.port })
  onTestFinished(() => mailer.close())
  return { mailbox, mailer, url: `smtp://127.0.0.1:${smtp.port}` }
}

const email = { from: 'a@example.com', to: 'b@example.com', subject: 's' }

test.each([
  ['in the greeting', ''],
  ['in a command', 'EHLO a'],
  ['in a mail', 'EHLO a\r\nMAIL FROM:<a@b.c>\r\nRCPT TO:<d@e.f>\r\nDATA\r\n'],
])('a connection that sends for ever, %s, is closed', async (_, opening) => {
  const { url, mailbox } = await startMailbox({ lifetime: 100 })
  const slow = await openRawConnection(url)
  slow.write(opening)
  const drip = setInterval(() => slow.write('a'), 5)
  onTestFinished(() => clearInterval(drip))

  expect(await readUntilClosed(slow)).toMatch(/^220 |^$/)

  expect(mailbox.all()).toEqual([])
})

test('the number of connections is limited', async () => {
  const { url } = await startMailbox({ connections: 1 })
  const first = await openRawConnection(url)
  await new Promise((resolve) => first.once('data', resolve))

  expect(await readUntilClosed(await openRawConnection(url))).toBe('')
})

test('an endless line is refused', async () => {
  const { url } = await startMailbox()
  const socket = await openRawConnection(url)

  socket.write('A'.repeat(1_000_000))

  expect(await readUntilClosed(socket)).toMatch(/^220 /)
})

test('a mail that is too large is refused, with and without SIZE', async () => {
  const { mailer, mailbox } = await startMailbox()

  await expect(mailer.sendMail({ ...email, text: 'a'.repeat(200_000) })).rejects.toMatchObject({
    responseCode: 552,
  })

  expect(mailbox.all()).toEqual([])
})

test('a mail with too many recipients is refused', async () => {
  const { mailer } = await startMailbox()
  const to = Array.from({ length: 1100 }, (_, index) => `u${index}@example.com`)

  const { accepted, rejected } = await mailer.sendMail({ ...email, to, text: 'hello' })

  expect([accepted.length, rejected.length]).toEqual([1000, 100])
})

test('the total size of mails is limited, and the oldest are evicted', async () => {
  const { mailer, mailbox } = await startMailbox({ keepBytes: 100_000 })

  for (let index = 0; index < 5; index++)
    await mailer.sendMail({ ...email, subject: String(index), text: 'a'.repeat(30_000) })

  expect(mailbox.all().length).toBeLessThan(5)
  expect(mailbox.all().reduce((sum, { source }) => sum + source.length, 0)).toBeLessThan(100_000)
  expect(mailbox.all()[0]!.source.toString()).toContain('Subject: 4')
})

test('control characters in an address become neither header nor command', async () => {
  const { mailbox, smtp } = await startTestEmulator()
  const { port } = new URL(smtp)
  const mailer = createTransport({ host: '127.0.0.1', port: Number(port) })
  onTestFinished(() => mailer.close())

  await mailer
    .sendMail({
      ...email,
      to: 'b@example.com\r\nRCPT TO:<evil@example.com>',
      subject: 's\r\nBcc: evil@example.com',
      text: 'hello\r\n.\r\nMAIL FROM:<evil@example.com>\r\n',
    })
    .catch(() => {})

  for (const { to, from } of mailbox.all()) {
    expect(from).toBe('a@example.com')
    expect(to.every((address) => !/[\r\n]/.test(address))).toBe(true)
  }
  expect(mailbox.all().length).toBeLessThan(2)
})
