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
    return (await control.request('GET /_mturk/mailbox')).mails[0]!
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
  expect((await control.request('GET /_mturk/mailbox')).mails).toEqual([])
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

  const { queues: views } = await control.request('GET /_mturk/queues', {
    arn: queue.arn,
    newest: 2,
  })
  const { queues: bare } = await control.request('GET /_mturk/queues', {
    account: queueId.account,
    name: 'news',
    newest: 0,
  })

  const view = { arn: queue.arn, counts: { ready: 3, inFlight: 0, delayed: 0 } }
  expect(views).toMatchObject([{ ...view, messages: [{ body: 'c' }, { body: 'b' }] }])
  expect(bare).toMatchObject([{ ...view, messages: [] }])
})

test('queues and topics are listed page by page, the newest first, also while some are deleted', async () => {
  const { control, queues, topics } = await startWithMailWriter()
  const names = ['a', 'b', 'c', 'd', 'e']
  const all = names.map((name) => queues.create({ ...queueId, name }))
  for (const name of names) topics.create({ ...queueId, name })

  const first = await control.request('GET /_mturk/queues', { limit: 2, total: true })
  queues.delete(all[3]!)
  queues.create({ ...queueId, name: 'f' })
  const second = await control.request('GET /_mturk/queues', { limit: 2, after: first.next })
  const jumped = await control.request('GET /_mturk/queues', { after: first.cursor, offset: 2 })
  const last = await control.request('GET /_mturk/queues', { limit: 2, after: second.next })
  const topicPage = await control.request('GET /_mturk/topics', { limit: 2, total: true })

  const getNames = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name)
  expect([getNames(first.queues), first.total]).toEqual([['e', 'd'], 5])
  expect(getNames(second.queues)).toEqual(['c', 'b'])
  expect(getNames(jumped.queues)).toEqual(['b', 'a'])
  expect([getNames(last.queues), last.next]).toEqual([['a'], undefined])
  expect([getNames(topicPage.topics), topicPage.total]).toEqual([['e', 'd'], 5])
})

test('the messages of a queue are read page by page, the newest first', async () => {
  const { control, queues, http } = await startWithMailWriter()
  const queue = queues.create(queueId)
  for (const body of ['a', 'b', 'c', 'd', 'e']) queue.send({ body, senderId: 'me' })
  const page = (query: { after?: number; limit?: number; total?: boolean }) =>
    control.request('GET /_mturk/queues/{arn}/messages', { arn: queue.arn, ...query })

  const first = await page({ limit: 2, total: true })
  queue.send({ body: 'f', senderId: 'me' })
  const second = await page({ limit: 2, after: first.next })
  const third = await page({ limit: 2, after: second.next })
  const { status, body } = await http.get('/_mturk/queues/none/messages')

  const bodies = [first, second, third].map(({ messages }) => messages.map(({ body }) => body))
  expect(bodies).toEqual([['e', 'd'], ['c', 'b'], ['a']])
  expect([first.total, third.next]).toEqual([5, undefined])
  expect([status, body]).toEqual([404, { error: 'NotFound', message: 'There is no queue none.' }])
})
