import express, { type Express } from 'express'
import { z } from 'zod'
import { fromCents, toCents } from '../../domain/money.js'
import { loadAccount } from '../../mturk/lifecycle/billing.js'
import { inTransaction, type Marketplace } from '../../mturk/unit-of-work.js'

const accountId = z.string().regex(/^\d{12}$/, 'must be 12 digits')
const balanceBody = z.strictObject({
  available: z.string().regex(/^\d{1,10}(\.\d{1,2})?$/, 'must be an amount such as 100.00'),
})

/** What a requester has to spend, where balances are enforced. */
export function accountRoutes(app: Express, marketplace: Marketplace): void {
  const path = '/_mturk/accounts/:account/balance'

  app.get(path, async ({ params }, response) => {
    const account = accountId.parse(params.account)
    const { available } = await inTransaction(marketplace, { account }, loadAccount)
    response.json({ account, available: fromCents(available) })
  })
  app.put(path, express.json(), async ({ params, body }, response) => {
    const account = accountId.parse(params.account)
    const available = toCents(balanceBody.parse(body ?? {}).available)
    await inTransaction(marketplace, { account }, ({ store }) =>
      store.accounts.put({ account, available }),
    )
    response.json({ account, available: fromCents(available) })
  })
}
