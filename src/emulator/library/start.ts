import type { Logger } from '../../core/logger.js'
import { defaultAccount } from '../../domain/account.js'
import { type Mail, parseMail } from '../../services/smtp/mailbox.js'
import { readConfig } from '../config/read-config.js'
import type { Config } from '../config/settings.js'
import { type EmulatorInstance as Launched, createEmulator } from '../create-emulator.js'
import { type TestClock, createTestClock } from './clock.js'
import { type TestDeliveries, createTestDeliveries } from './deliveries.js'
import { type Requester, createRequester } from './requester.js'
import { type TestWorker, createTestWorker } from './worker.js'

/** A running emulator, and what a test does with it. */
export interface Emulator extends Launched, Omit<Requester, 'deliveries'> {
  /** Everybody's deliveries. */
  readonly deliveries: TestDeliveries
  readonly clock: TestClock
  /** A requester of this account; without one, of an account that nobody has had yet. */
  requester(account?: string): Requester
  /** A worker is there by being named: an A with capitals and digits after it. */
  worker(id: string): TestWorker
  /** The mails that arrived, newest first, as a person reads them. */
  mails(): Promise<readonly Mail[]>
  /** Ends it, as `close` does: `await using emulator = await startEmulator()`. */
  [Symbol.asyncDispose](): Promise<void>
}

/**
 * Starts an emulator in this process, on free ports unless told otherwise; several at once are
 * fine.
 *
 * @param log hears what it does; unless given, it is written to the standard error as the options say
 * @throws SettingError when an option makes no sense
 */
export async function startEmulator(
  options: Partial<Config> = {},
  log?: Logger,
): Promise<Emulator> {
  const values = { port: 0, smtpPort: 0, ...options }
  const config = readConfig({ values, label: (name) => `the option ${name}` })
  const emulator = await createEmulator(config, log)
  let accountCount = 0
  const requester = (account = String(100_000_000_001 + accountCount++)) =>
    createRequester(emulator, account, config.region)

  return {
    ...emulator,
    ...requester(defaultAccount),
    deliveries: createTestDeliveries(emulator.marketplace),
    clock: createTestClock(emulator),
    requester,
    worker: (id) => createTestWorker(emulator.marketplace, id),
    mails: () => Promise.all(emulator.mailbox.all().map(parseMail)),
    [Symbol.asyncDispose]: () => emulator.close(),
  }
}
