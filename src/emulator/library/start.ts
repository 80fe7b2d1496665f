import type { Log } from '../../core/logger.js'
import { defaultAccount } from '../../domain/account.js'
import { type Mail, parseMail } from '../../services/smtp/mailbox.js'
import { readOptions } from '../config/read-config.js'
import type { Options } from '../config/settings.js'
import { type Emulator as Launched, launch } from '../create-emulator.js'
import { type Clock, clockOf } from './clock.js'
import { type Deliveries, deliveriesOf } from './deliveries.js'
import { type Requester, requesterIn } from './requester.js'
import { type Worker, workerIn } from './worker.js'

/** A running emulator, and what a test does with it. */
export interface Emulator extends Launched, Omit<Requester, 'deliveries'> {
  /** Everybody's deliveries. */
  readonly deliveries: Deliveries
  readonly clock: Clock
  /** A requester of this account; without one, of an account that nobody has had yet. */
  requester(account?: string): Requester
  /** A worker is there by being named: an A with capitals and digits after it. */
  worker(id: string): Worker
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
export async function startEmulator(options: Partial<Options> = {}, log?: Log): Promise<Emulator> {
  const values = { port: 0, smtpPort: 0, ...options }
  const read = readOptions({ values, called: (name) => `the option ${name}` })
  const emulator = await launch(read, log)
  let accounts = 0
  const requester = (account = String(100_000_000_001 + accounts++)) =>
    requesterIn(emulator, account, read.region)

  return {
    ...emulator,
    ...requester(defaultAccount),
    deliveries: deliveriesOf(emulator.world),
    clock: clockOf(emulator),
    requester,
    worker: (id) => workerIn(emulator.world, id),
    mails: () => Promise.all(emulator.mailbox.all().map(parseMail)),
    [Symbol.asyncDispose]: () => emulator.close(),
  }
}
