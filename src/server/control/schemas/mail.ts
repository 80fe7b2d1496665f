import { z } from 'zod'
import { count, instant, pageInfo, queryCount, searchText } from './common.js'

const received = {
  id: z.string(),
  receivedAt: instant,
  from: z.string(),
  to: z.array(z.string()).describe('The recipients of the envelope.'),
  subject: z.string(),
  isUnread: z.boolean().describe('Until the console has shown it.'),
  events: z
    .array(z.object({ type: z.string(), hitId: z.string().optional() }))
    .describe('Of a notification of MTurk; empty for any other e-mail.'),
}

export const mailSummary = z
  .object({ ...received, size: count.describe('In bytes.') })
  .meta({ id: 'MailSummary' })

export const mail = z
  .object({
    ...received,
    text: z.string().optional(),
    html: z.string().optional(),
    headers: z.array(z.object({ name: z.string(), value: z.string() })),
    attachments: z.array(
      z.object({
        filename: z.string().optional(),
        mimeType: z.string(),
        size: count,
        content: z.string().describe('In Base64.'),
      }),
    ),
  })
  .meta({ id: 'Mail' })

const part = (of: string) =>
  z.string().max(1000).optional().describe(`A part of ${of}, in any case.`)

export const mailFilter = {
  to: part('a recipient'),
  from: part('the sender'),
  subject: part('the subject'),
  text: searchText,
  unread: z.stringbool().optional().describe('Whether it is unread.'),
}

export const mailPage = z.object({ mails: z.array(mailSummary), ...pageInfo })

export const mailWaitQuery = {
  ...mailFilter,
  count: queryCount(1000).min(1).default(1),
  timeout: queryCount(600_000).default(10_000).describe('In milliseconds of real time.'),
}

export const mailWaitResult = z.object({
  complete: z.boolean().describe('Whether that many arrived in time.'),
  mails: z.array(mailSummary).describe('Oldest first.'),
})
