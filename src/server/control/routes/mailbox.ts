import { z } from 'zod'
import { baseHeaders } from '../../security/headers.js'
import { plainRoute, route } from '../api.js'
import { notFound } from '../api-error.js'
import { pageQuery } from '../schemas/common.js'
import { mail, mailFilter, mailPage, mailWaitQuery, mailWaitResult } from '../schemas/mail.js'

/** What the built-in mailbox received. */
export const mailboxRoutes = [
  route('GET /_mturk/mailbox', {
    summary: 'Returns a page of the e-mails that arrived, newest first.',
    query: z.strictObject({ ...mailFilter, ...pageQuery }),
    response: mailPage,
    handle: ({ query: { limit, after, offset, total, ...filter } }, { mails }) =>
      mails.page(filter, { limit, after, offset, total }),
  }),
  route('DELETE /_mturk/mailbox', {
    summary: 'Deletes the e-mails that match the filter; without one, all of them.',
    query: z.strictObject(mailFilter),
    response: z.object({ deleted: z.int() }),
    handle: async ({ query }, { mails }) => ({ deleted: await mails.remove(query) }),
  }),
  route('GET /_mturk/mailbox/wait', {
    summary: 'Returns as soon as `count` matching e-mails are there, or after `timeout`.',
    isLongPoll: true,
    query: z.strictObject(mailWaitQuery),
    response: mailWaitResult,
    handle: ({ query, signal }, { mails }) => mails.waitFor(query, signal),
  }),
  route('GET /_mturk/mailbox/{id}', {
    summary: 'Returns one e-mail, parsed. It stays unread.',
    response: mail,
    handle: async ({ params: { id } }, { mails }) => (await mails.find(id)) ?? mailNotFound(id),
  }),
  route('PUT /_mturk/mailbox/{id}', {
    summary: 'Marks one e-mail as read or unread.',
    body: z.strictObject({ isUnread: z.boolean() }),
    response: mail,
    async handle({ params: { id }, body: { isUnread } }, { mailbox, mails }) {
      mailbox.setRead(id, !isUnread)
      return (await mails.find(id)) ?? mailNotFound(id)
    },
  }),
  route('DELETE /_mturk/mailbox/{id}', {
    summary: 'Deletes one e-mail.',
    handle({ params: { id } }, { mailbox }) {
      if (!mailbox.remove(id)) mailNotFound(id)
    },
  }),
  plainRoute('GET /_mturk/mailbox/{id}/source', {
    summary: 'Returns one e-mail as it arrived.',
    contentType: 'message/rfc822',
    respond:
      ({ mails }) =>
      ({ params: { id } }, response) => {
        const source = mails.findSource(id!) ?? mailNotFound(id!)
        response.type('message/rfc822').send(source)
      },
  }),
  plainRoute('GET /_mturk/mailbox/{id}/html', {
    summary: 'Returns the HTML of one e-mail as a page that can run and load nothing.',
    contentType: 'text/html',
    respond:
      ({ mails }) =>
      async ({ params: { id } }, response) => {
        const html =
          (await mails.find(id!))?.html ?? notFound(`There is no e-mail ${id} with HTML.`)
        response
          .set({ ...baseHeaders, 'content-security-policy': mailContentPolicy })
          .type('html')
          .send(html)
      },
  }),
] as const

const mailNotFound = (id: string): never => notFound(`There is no e-mail ${id}.`)

/** Styles are allowed; scripts and requests are not, and the page has an origin of its own. */
const mailContentPolicy =
  "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"
