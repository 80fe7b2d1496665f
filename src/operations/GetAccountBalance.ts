import { CurrencyAmount } from '../shapes/scalars.js'
import { structure } from '../shapes/shape.js'
import { operation } from './operation.js'

/** How much a requester can still spend. The sandbox always says 10,000 dollars. */
export const GetAccountBalance = operation({
  name: 'GetAccountBalance',
  input: structure({}),
  output: structure({ AvailableBalance: CurrencyAmount, OnHoldBalance: CurrencyAmount }),

  async run() {
    return { AvailableBalance: '10000.00' }
  },
})
