import { wallClock } from '../core/clock.js'
import { type LetGo, lengthOf } from '../core/retention.js'
import { wallTimer } from '../core/timer.js'
import type { CallLog } from '../server/control/call-log.js'
import { forgetEndedBy } from '../store/forget.js'
import type { Store } from '../store/store.js'
import type { Options } from './config/settings.js'
import type { PostOffice } from './destinations.js'

export interface Tidied extends Pick<PostOffice, 'mailbox' | 'queues'> {
  readonly store: Store
  readonly calls: CallLog
  /** Hears how many deliveries the log has let go. */
  readonly letGo: LetGo
  readonly report: (error: unknown) => void
}

/** What is too old stays so much longer at most, in milliseconds; a tenth of its time if that is less. */
const longestPause = 60_000

/** Lets go what is too old, whether anybody looks or not, until what it returns is called. */
export function tidying(
  options: Pick<Options, 'keepDeliveriesFor' | 'keepMailsFor' | 'keepCallsFor'>,
  { store, mailbox, queues, calls, letGo, report }: Tidied,
): () => void {
  const keepFor = lengthOf(options.keepDeliveriesFor)
  const shortest = Math.min(keepFor, lengthOf(options.keepMailsFor), lengthOf(options.keepCallsFor))
  let ended = false
  let troubled = false
  let callOff = () => {}

  async function tidy(): Promise<void> {
    mailbox.tidy()
    calls.tidy()
    for (const queue of queues.all()) queue.tidy()
    if (!Number.isFinite(keepFor)) return
    const forgotten = await forgetEndedBy(store, wallClock.now().getTime() - keepFor)
    if (forgotten > 0) letGo(forgotten, 'old')
  }

  /** What is wrong is told once, not each time until it is mended. */
  async function round(): Promise<void> {
    try {
      await tidy()
      troubled = false
    } catch (error) {
      if (!troubled && !ended) report(error)
      troubled = true
    }
    if (!ended) wind()
  }

  const wind = () => {
    callOff = wallTimer.after(Math.min(shortest / 10, longestPause), () => void round())
  }

  wind()
  return () => {
    ended = true
    callOff()
  }
}
