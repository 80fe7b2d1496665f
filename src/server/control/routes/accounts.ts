import { z } from 'zod'
import { fromCents, toCents } from '../../../domain/money.js'
import { loadAccount } from '../../../mturk/lifecycle/billing.js'
import { inTransaction } from '../../../mturk/unit-of-work.js'
import { route } from '../api.js'
import { account } from '../schemas/common.js'

const balance = z.object({ account, available: z.string().describe('In dollars.') })

/** What a requester has to spend, with `--balance enforced`. */
export const accountRoutes = [
  route('GET /_mturk/accounts/{account}/balance', {
    summary: 'Returns what a requester has to spend, with `--balance enforced`.',
    parameters: { account },
    response: balance,
    async handle({ params: { account } }, { marketplace }) {
      const { available } = await inTransaction(marketplace, { account }, loadAccount)
      return { account, available: fromCents(available) }
    },
  }),
  route('PUT /_mturk/accounts/{account}/balance', {
    summary: 'Sets what a requester has to spend.',
    parameters: { account },
    body: z.strictObject({
      available: z
        .string()
        .regex(/^\d{1,10}(\.\d{1,2})?$/, 'must be an amount in dollars, such as 100.00'),
    }),
    response: balance,
    async handle({ params: { account }, body }, { marketplace }) {
      const available = toCents(body.available)
      await inTransaction(marketplace, { account }, ({ store }) =>
        store.accounts.put({ account, available }),
      )
      return { account, available: fromCents(available) }
    },
  }),
] as const
