import { constants } from 'node:os'
import { isHangupIgnored } from './hangup.js'
import { waitForNpxExit } from './npx-parent.js'

export interface StopSources {
  readonly print: (message: string) => void
  readonly environment: NodeJS.ProcessEnv
  /** Resolves when the control API was asked to stop the emulator. */
  readonly stopRequested?: Promise<void>
  /** Resolves when standard input has ended, if that ends the emulator. */
  readonly inputClosed?: Promise<void>
}

/**
 * Resolves when the emulator is to stop: at the first signal, when the control API asks for it, when
 * standard input closes, or when the npx that started it is gone. A second signal exits at once.
 */
export async function waitForStop(sources: StopSources): Promise<void> {
  await Promise.race(
    [
      waitForSignal(sources),
      sources.stopRequested,
      sources.inputClosed,
      waitForNpxExit(sources.environment),
    ].filter((each) => each !== undefined),
  )
}

/** SIGBREAK is Ctrl-Break on Windows; elsewhere it does not exist. */
const stopSignals: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK']

function waitForSignal({ print, environment }: StopSources): Promise<void> {
  return new Promise((resolve) => {
    let isStopping = false
    const onSignal = (signal: NodeJS.Signals) => {
      if (isStopping) {
        print('Ended at once.')
        process.exit(128 + (constants.signals[signal] ?? constants.signals.SIGTERM))
      }
      isStopping = true
      resolve()
    }
    const ignoresHangup = isHangupIgnored(environment)
    for (const signal of stopSignals)
      process.on(signal, signal === 'SIGHUP' && ignoresHangup ? () => {} : onSignal)
  })
}

/** Resolves when standard input ends; call it early, since it may end during the start. */
export const waitForInputEnd = (): Promise<void> =>
  new Promise((resolve) => {
    const { stdin } = process
    for (const event of ['end', 'close', 'error']) stdin.once(event, () => resolve())
    // Otherwise the end is never read.
    stdin.resume()
  })
