import { structure } from '../../core/schema/shape.js'
import { inDollars } from '../../domain/ledger.js'
import { CurrencyAmount } from '../../domain/shapes/scalars.js'
import { accountOf } from '../lifecycle/billing.js'
import { operation } from './operation.js'

/** How much a requester can still spend: always 10,000 dollars, as in the sandbox, unless balances are enforced. */
export const GetAccountBalance = operation({
  name: 'GetAccountBalance',
  input: structure({}),
  output: structure({ AvailableBalance: CurrencyAmount, OnHoldBalance: CurrencyAmount }),

  async run(_, context) {
    if (context.rules.balance === 'sandbox') return { AvailableBalance: '10000.00' }
    const { available } = await accountOf(context)
    return { AvailableBalance: inDollars(available) }
  },
})
