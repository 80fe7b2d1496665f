import { wallClock } from '../../core/clock.js'
import { pause, wallTimer } from '../../core/timer.js'
import type { Emulator } from '../../emulator/library/start.js'
import { optionsOf, parse, settingFlags, UsageError } from '../arguments.js'
import { openInBrowser } from '../browser.js'
import type { Command, Terminal } from '../command.js'
import { untilTold } from '../until-told.js'

/** The world has lived this long, in milliseconds, when it is first seen. */
const past = 90_000
/** So often the requester has looked at what was done by then. */
const looks = 9
/** How often anything is done for it, in milliseconds. */
const beat = 500
/** Every how many beats the requester looks at what was done, and a line tells of it. */
const reviewsEvery = 4
const tellsEvery = { terminal: 1, file: 20 }

const { host, port, 'smtp-port': smtpPort, token, seed } = settingFlags

export const demo: Command = {
  name: 'demo',
  says: 'Starts a world worth looking at: three kinds of work, a crowd, news by each transport.',
  example: 'mturk-local demo --seed cats',
  flags: {
    'no-open': { says: 'Leaves the browser alone; at a terminal it shows the console else.' },
    host: host!,
    port: port!,
    'smtp-port': smtpPort!,
    token: token!,
    seed: seed!,
  },

  async run(args, terminal) {
    const { values, positionals } = parse(args, this.flags)
    if (positionals.length > 0) throw new UsageError(`${positionals[0]} is not understood.`)
    const options = optionsOf(values, terminal.environment, { logLevel: 'warn' })
    const now = wallClock.now()
    const { startEmulator } = await import('../../emulator/library/start.js')
    const emulator = await startEmulator({ ...options, clock: new Date(now.getTime() - past) })
    try {
      await live(emulator, now, options.seed ?? 'demo', {
        ...terminal,
        show: values['no-open'] ? () => {} : (url) => openInBrowser(url, terminal.environment),
      })
    } finally {
      await emulator.close()
    }
    return 0
  },
}

interface Stage extends Terminal {
  readonly show: (url: string) => void
}

async function live(emulator: Emulator, now: Date, seed: string, stage: Stage): Promise<void> {
  const [{ DemoRequester }, { demoCrowd }, { progressOf }] = await Promise.all([
    import('../demo/requester.js'),
    import('../demo/crowd.js'),
    import('../demo/progress.js'),
  ])
  const progress = progressOf(emulator, stage)
  const requester = new DemoRequester(emulator)
  await requester.begin()
  await emulator.crowds.put('demo', demoCrowd(seed))
  for (let look = 1; look <= looks; look++) {
    await emulator.clock.advance(new Date(now.getTime() - past + (past / looks) * look))
    await requester.review()
  }
  await emulator.clock.run()

  stage.out(banner(emulator))
  if (stage.colours) stage.show(`${emulator.endpoint}/console`)

  let isOver = false
  const over = untilTold(stage.err).then(() => {
    isOver = true
  })
  const tells = stage.colours ? tellsEvery.terminal : tellsEvery.file
  for (let beats = 0; !isOver; beats++) {
    if (beats % reviewsEvery === 0) await requester.review()
    if (beats % tells === 0) progress.show()
    await Promise.race([over, pause(wallTimer, beat)])
  }
  progress.end()
}

const banner = ({ endpoint, smtp }: Emulator): string =>
  `A requester has work done by a crowd, and hears of it. Look at it here:

  console   ${endpoint}/console
  endpoint  ${endpoint}
  mailbox   ${smtp}

Ctrl-C ends it.
`
