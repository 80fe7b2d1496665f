import { defaultAccount } from '../domain/account.js'
import type { Transaction } from '../store/store.js'
import type { Marketplace, MarketplaceSettings, MTurkEnvironment } from './marketplace.js'

/** What a read sees: one transaction at one instant, for one account. */
export class ReadContext {
  protected readonly marketplace: Marketplace
  readonly store: Transaction
  /** Twelve digits. */
  readonly account: string
  readonly now: Date
  readonly environment: MTurkEnvironment
  readonly settings: MarketplaceSettings

  constructor(marketplace: Marketplace, store: Transaction, account: string, now: Date) {
    this.marketplace = marketplace
    this.store = store
    this.account = account
    this.now = now
    this.environment = marketplace.environment
    this.settings = marketplace.settings
  }

  /** The requester ID of an account. */
  getCustomerId(account = this.account): string {
    return this.marketplace.getCustomerId(account)
  }

  /** The same read for another account. */
  forAccount(account: string): ReadContext {
    if (account === this.account) return this
    return new ReadContext(this.marketplace, this.store, account, this.now)
  }
}

/** Runs a read in one transaction. It writes nothing, so nothing is flushed, sent or announced. */
export const readTransaction = <T>(
  marketplace: Marketplace,
  read: (context: ReadContext) => Promise<T>,
  account = defaultAccount,
): Promise<T> =>
  marketplace.store.transaction((tx) =>
    read(new ReadContext(marketplace, tx, account, marketplace.clock.now())),
  )
