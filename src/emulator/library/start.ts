import type { Logger } from '../../core/logger.js'
import { defaultAccount } from '../../domain/account.js'
import { type Mail, parseMail } from '../../services/smtp/mailbox.js'
import { readConfig } from '../config/read-config.js'
import type { Config } from '../config/settings.js'
import { createEmulator, type EmulatorInstance as Launched } from '../create-emulator.js'
import type { ConsumerCheck, ConsumerCheckOptions } from './check-consumer.js'
import { createTestClock, type TestClock } from './clock.js'
import { createTestDeliveries, type TestDeliveries } from './deliveries.js'
import { createRequester, type Requester } from './requester.js'
import { createTestWorker, type TestWorker } from './worker.js'

/** A running emulator with a programmatic API for tests. */
export interface Emulator extends Launched, Omit<Requester, 'deliveries'> {
  /** Deliveries of all accounts. */
  readonly deliveries: TestDeliveries
  readonly clock: TestClock
  /** A requester with this account, or with a new one. */
  requester(account?: string): Requester
  /** A worker with this ID, created when needed: an A followed by capital letters and digits. */
  worker(id: string): TestWorker
  /** Sends every kind of notification to a running consumer; resolves with what it does not handle. */
  checkConsumer(options: ConsumerCheckOptions): Promise<ConsumerCheck>
  /** Received mails, parsed, newest first. */
  mails(): Promise<readonly Mail[]>
  /** Same as `close`, for `await using emulator = await startEmulator()`. */
  [Symbol.asyncDispose](): Promise<void>
}

/**
 * Starts an emulator in this process, by default on free ports, so that several can run at once.
 *
 * @param log by default, a logger as the settings configure it
 * @throws SettingError when an option is not valid
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
    checkConsumer: async (options) =>
      (await import('./check-consumer.js')).checkConsumer(emulator, options),
    mails: () => Promise.all(emulator.mailbox.all().map(parseMail)),
    [Symbol.asyncDispose]: () => emulator.close(),
  }
}
