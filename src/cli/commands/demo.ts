import { realClock } from '../../core/clock.js'
import { realTimer, sleep } from '../../core/timer.js'
import type { Emulator } from '../../emulator/library/start.js'
import { parseArguments, resolveConfig, settingFlags } from '../arguments.js'
import { openInBrowser } from '../browser.js'
import type { Command, Terminal } from '../command.js'
import { waitForStop } from '../wait-for-stop.js'

/** Age of the sample data at startup, in milliseconds. */
const historyLength = 90_000
/** Number of reviews by the requester in that time. */
const historyReviews = 9
/** Interval between beats in milliseconds. */
const tickInterval = 500
/** Beats between two reviews, each of which prints progress. */
const ticksPerReview = 4
const ticksPerLine = { terminal: 1, file: 20 }

const { host, port, 'smtp-port': smtpPort, token, seed } = settingFlags

export const demoCommand: Command = {
  name: 'demo',
  group: 'Run',
  description:
    'Starts an emulator with sample data: three HIT types, a crowd, notifications by each transport.',
  example: 'mturk-local demo --seed cats',
  flags: {
    'no-open': {
      description: 'Do not open the console in a browser.',
    },
    host: host!,
    port: port!,
    'smtp-port': smtpPort!,
    token: token!,
    seed: seed!,
  },

  async run(args, terminal) {
    const { values } = parseArguments(args, this)
    const options = resolveConfig(values, terminal.environment, { logLevel: 'warn' })
    terminal.out('Starting the demo with sample data …\n\n')
    const now = realClock.now()
    const { startEmulator } = await import('../../emulator/library/start.js')
    const emulator = await startEmulator({
      ...options,
      clock: new Date(now.getTime() - historyLength),
    })
    try {
      await runDemo(emulator, now, options.seed ?? 'demo', {
        ...terminal,
        openPage: values['no-open'] ? () => {} : (url) => openInBrowser(url, terminal.environment),
      })
    } finally {
      await emulator.close()
    }
    return 0
  },
}

interface DemoTerminal extends Terminal {
  readonly openPage: (url: string) => void
}

async function runDemo(
  emulator: Emulator,
  now: Date,
  seed: string,
  terminal: DemoTerminal,
): Promise<void> {
  const [{ DemoRequester, ignoreFailedCall }, { createDemoCrowd }, { createProgressPrinter }] =
    await Promise.all([
      import('../demo/requester.js'),
      import('../demo/crowd.js'),
      import('../demo/print-progress.js'),
    ])
  const progress = createProgressPrinter(emulator, terminal)
  const requester = new DemoRequester(emulator)
  const start = async () => {
    await requester.start()
    await emulator.crowds.put('demo', createDemoCrowd(seed))
  }
  /** The console may delete or break anything: the demo goes on with what is there. */
  const goOn = async () => {
    const step = requester.hasHitTypes() ? requester.review() : start()
    await step.catch(ignoreFailedCall)
  }
  await start().catch(ignoreFailedCall)
  for (let step = 1; step <= historyReviews; step++) {
    const elapsed = (historyLength / historyReviews) * step
    // The console is open already, and its clock may be frozen or moved further.
    const isAdvanced = await emulator.clock
      .advance(new Date(now.getTime() - historyLength + elapsed))
      .then(() => true)
      .catch(() => false)
    if (!isAdvanced) break
    await goOn()
  }
  await emulator.clock.run()

  terminal.out(banner(emulator))
  if (terminal.colours) terminal.openPage(`${emulator.endpoint}/console`)

  let isStopping = false
  const { err: print, environment } = terminal
  const stopped = waitForStop({ print, environment, stopRequested: emulator.stopRequested }).then(
    () => {
      isStopping = true
    },
  )
  const ticksBetweenLines = terminal.colours ? ticksPerLine.terminal : ticksPerLine.file
  for (let tick = 0; !isStopping; tick++) {
    if (tick % ticksPerReview === 0) await goOn()
    if (tick % ticksBetweenLines === 0) progress.show()
    await Promise.race([stopped, sleep(realTimer, tickInterval)])
  }
  progress.end()
}

const banner = ({ endpoint, smtp }: Emulator): string =>
  `A requester has work done by a crowd, and hears of it. Look at it here:

  console   ${endpoint}/console
  endpoint  ${endpoint}
  mailbox   ${smtp}

Press Ctrl-C to stop.
`
