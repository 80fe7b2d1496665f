import { z } from 'zod'

export const session = z
  .object({
    session: z.string().describe('Sent in place of the token: `Authorization: Bearer …`.'),
    scope: z
      .enum(['all', 'worker'])
      .describe('What it allows: everything, or the worker site and its requests.'),
    expiresAt: z.date(),
  })
  .meta({ id: 'Session' })

export const ticketRequest = z.strictObject({
  path: z
    .string()
    .max(2000)
    .regex(
      /^(\/worker\/question\/[^#\s]+|\/_mturk\/(mailbox\/[^/?#\s]+\/html|batches\/previews\/[^/?#\s]+))$/,
    )
    .describe('Of the page of a HIT, with its query, of the HTML of a mail, or of a preview.'),
})

export const ticket = z
  .object({ path: z.string().describe('The path with its ticket, which is valid once.') })
  .meta({ id: 'Ticket' })
