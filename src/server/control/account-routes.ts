import express, { type Express } from 'express'
import { z } from 'zod'
import { centsIn, inDollars } from '../../domain/ledger.js'
import { accountOf } from '../../mturk/lifecycle/billing.js'
import { change, type World } from '../../mturk/unit-of-work.js'

const number = z.string().regex(/^\d{12}$/, 'must be 12 digits')
const balanceBody = z.strictObject({
  available: z.string().regex(/^\d{1,10}(\.\d{1,2})?$/, 'must be an amount such as 100.00'),
})

/** What a requester has to spend, where balances are enforced. */
export function accountRoutes(app: Express, world: World): void {
  const path = '/_mturk/accounts/:account/balance'

  app.get(path, async ({ params }, response) => {
    const account = number.parse(params.account)
    const { available } = await change(world, { account }, accountOf)
    response.json({ account, available: inDollars(available) })
  })
  app.put(path, express.json(), async ({ params, body }, response) => {
    const account = number.parse(params.account)
    const available = centsIn(balanceBody.parse(body ?? {}).available)
    await change(world, { account }, ({ store }) => store.accounts.put({ account, available }))
    response.json({ account, available: inDollars(available) })
  })
}
