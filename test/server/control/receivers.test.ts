import { createTransport } from 'nodemailer'
import supertest from 'supertest'
import { expect, test } from 'vitest'
import { ControlClient } from '../../../src/server/control/client.js'
import { startTestEmulator } from '../../support/setup.js'

const queueId = { account: '000000000000', region: 'us-east-1', name: 'news' }

async function startWithMailWriter() {
  const emulator = await startTestEmulator()
  const control = new ControlClient(emulator.endpoint)
  async function write(mail: { subject?: string; text?: string; html?: string }) {
    const sender = createTransport(emulator.smtp)
    await sender.sendMail({ from: 'a@example.com', to: 'b@example.com', ...mail })
    sender.close()
    return (await control.request('GET /_mturk/mailbox'))[0]!
  }
  return { ...emulator, control, write, http: supertest(emulator.endpoint) }
}

test.each([
  ['plain', 'Good morning', 'Good morning'],
  ['in other letters', 'Grüße, 世界', 'Grüße, 世界'],
  [
    'too long for a line',
    `${'a long subject '.repeat(12)}end`,
    `${'a long subject '.repeat(12)}end`,
  ],
  ['none', undefined, ''],
])('the subject of an e-mail is read: %s', async (_, subject, view) => {
  const { write } = await startWithMailWriter()

  expect(await write({ subject, text: 'Hello' })).toMatchObject({ subject: view })
})

test('the source of an e-mail is returned, and e-mails can be deleted', async () => {
  const { control, write } = await startWithMailWriter()
  const { id } = await write({ subject: 'One', text: 'Hello' })

  expect(await control.request('GET /_mturk/mailbox/{id}/source', { id })).toMatch(
    /^Subject: One\r?$/m,
  )
  await control.request('DELETE /_mturk/mailbox')
  expect(await control.request('GET /_mturk/mailbox')).toEqual([])
})

test('the HTML of an e-mail is served as a page that can run and load nothing', async () => {
  const { http, write } = await startWithMailWriter()
  const { id } = await write({ html: '<p>Quiet</p>' })

  const { status, type, text, headers } = await http.get(`/_mturk/mailbox/${id}/html`)

  expect([status, type, text.trim()]).toEqual([200, 'text/html', '<p>Quiet</p>'])
  expect(headers['content-security-policy']).toMatch(/^sandbox; default-src 'none'; /)
})

test('an unknown e-mail, or one without HTML, is not found', async () => {
  const { http, write } = await startWithMailWriter()
  const { id } = await write({ text: 'Hello' })

  const answers = await Promise.all(
    [`none`, `none/source`, `${id}/html`].map((path) => http.get(`/_mturk/mailbox/${path}`)),
  )

  expect(answers.map(({ status, body }) => [status, body.message])).toEqual([
    [404, 'There is no e-mail none.'],
    [404, 'There is no e-mail none.'],
    [404, `There is no e-mail ${id} with HTML.`],
  ])
})

test('the newest messages of one queue are returned with its counts', async () => {
  const { control, queues } = await startWithMailWriter()
  const queue = queues.create(queueId)
  queues.create({ ...queueId, name: 'other' })
  for (const body of ['a', 'b', 'c']) queue.send({ body, senderId: 'me' })

  const [view, ...others] = await control.request('GET /_mturk/queues', {
    arn: queue.arn,
    newest: 2,
  })
  const [bare] = await control.request('GET /_mturk/queues', { arn: queue.arn, newest: 0 })

  expect(others).toEqual([])
  expect(view).toMatchObject({
    counts: { ready: 3, inFlight: 0, delayed: 0 },
    messages: [{ body: 'c' }, { body: 'b' }],
  })
  expect(bare!.messages).toEqual([])
})
