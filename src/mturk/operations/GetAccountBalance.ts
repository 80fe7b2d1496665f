import { structure } from '../../core/schema/shape.js'
import { fromCents } from '../../domain/money.js'
import { CurrencyAmount } from '../../domain/shapes/scalars.js'
import { loadAccount } from '../lifecycle/billing.js'
import { defineOperation } from './operation.js'

/** Returns the balance: 10,000 dollars as in the sandbox, unless balances are enforced. */
export const GetAccountBalance = defineOperation({
  name: 'GetAccountBalance',
  input: structure({}),
  output: structure({ AvailableBalance: CurrencyAmount, OnHoldBalance: CurrencyAmount }),

  async run(_, context) {
    if (context.settings.balance === 'sandbox') return { AvailableBalance: '10000.00' }
    const { available } = await loadAccount(context)
    return { AvailableBalance: fromCents(available) }
  },
})
