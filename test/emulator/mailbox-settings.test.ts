import { SendTestEventNotificationCommand } from '@aws-sdk/client-mturk'
import { createTransport } from 'nodemailer'
import { expect, onTestFinished, test } from 'vitest'
import type { Config } from '../../src/index.js'
import { startTestEmulator } from '../support/setup.js'

/** The built-in mailbox of an emulator, with a mail client for it. */
async function startWithMailer(options: Partial<Config>, mailerOptions: object = {}) {
  const emulator = await startTestEmulator(options)
  const { hostname: host, port } = new URL(emulator.smtp)
  const mailer = createTransport({ host, port: Number(port), ...mailerOptions })
  onTestFinished(() => mailer.close())
  return { ...emulator, mailer }
}

const mail = { from: 'a@example.com', to: 'b@example.com', text: 'x' }

test('a mail larger than the setting allows is refused', async () => {
  const { mailer, mailbox } = await startWithMailer({ mailLimit: 2000 })

  await mailer.sendMail(mail)

  await expect(mailer.sendMail({ ...mail, text: 'x'.repeat(3000) })).rejects.toMatchObject({
    responseCode: 552,
  })
  expect(mailbox.all()).toHaveLength(1)
})

test('the mailbox takes mail over STARTTLS, with a certificate for its host', async () => {
  const { mailer, mailbox, close } = await startWithMailer(
    { smtpStarttls: true },
    { requireTLS: true, tls: { rejectUnauthorized: false, servername: 'localhost' } },
  )

  await mailer.sendMail(mail)
  await mailer.sendMail({ ...mail, to: '"odd name"@x.org' })

  expect(mailbox.all().map(({ to }) => to)).toEqual([['"odd name"@x.org'], ['b@example.com']])
  expect(mailbox.all()[0]!.source.toString()).toContain('x')
  await close()
})

test('a mail client that verifies certificates refuses that of the mailbox', async () => {
  const { mailer } = await startWithMailer({ smtpStarttls: true })

  await expect(mailer.sendMail(mail)).rejects.toThrow(/certificate/)
})

test('STARTTLS is not offered by default, as clients that take every offer would fail', async () => {
  const { mailer, mailbox } = await startWithMailer({})

  await mailer.sendMail(mail)

  expect(mailbox.all()).toHaveLength(1)
  const { mailer: strict } = await startWithMailer({}, { requireTLS: true })
  await expect(strict.sendMail(mail)).rejects.toThrow(/STARTTLS/)
})

test('a notification can go to an address with a quoted local part', async () => {
  const { mturk, mailbox } = await startTestEmulator()

  await mturk.send(
    new SendTestEventNotificationCommand({
      Notification: {
        Transport: 'Email',
        Destination: '"odd name"@x.org',
        Version: '2014-08-15',
        EventTypes: ['Ping'],
      },
      TestEventType: 'Ping',
    }),
  )

  expect(mailbox.all()[0]!.to).toEqual(['"odd name"@x.org'])
})
