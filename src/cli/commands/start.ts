import { readFile } from 'node:fs/promises'
import { SettingError } from '../../core/setting-error.js'
import type { Options } from '../../emulator/config/settings.js'
import { optionsOf, parse, settingFlags } from '../arguments.js'
import type { Command, Terminal } from '../command.js'
import { exposureOf } from '../exposure.js'
import { untilTold } from '../until-told.js'

export const start: Command = {
  name: 'start',
  says: 'Starts the emulator and tells where it listens.',
  example: 'mturk-local start --port 0 --data ./world.db --init ./world.json',
  flags: {
    ...settingFlags,
    config: { value: 'FILE', says: 'JSON file of settings, named as in the library.' },
  },

  async run(args, terminal) {
    const { values } = parse(args, this.flags)
    const file = values.config ?? terminal.environment.MTURK_LOCAL_CONFIG
    const config = file === undefined ? {} : await readConfig(String(file))
    const options = optionsOf(values, terminal.environment, config)

    const [{ launch }, { openLog }] = await Promise.all([
      import('../../emulator/create-emulator.js'),
      import('../../emulator/telemetry/create.js'),
    ])
    const log = openLog(options)
    // Programs that read the log as JSON are told nothing but JSON.
    const loudly = (says: string) => (log.pretty ? terminal.err(says) : log.warn(says.trim()))
    const quietly = (says: string) => (log.pretty ? terminal.err(`${says}\n`) : log.info(says))
    const emulator = await launch(options, log)
    const exposure = exposureOf(options)
    if (exposure) loudly(exposure)
    const local = builtInBeside(options)
    if (local.length > 0)
      log.warn(
        `Where several processes share this database, give ${local.join(', ')}: what is built in belongs to this one alone.`,
      )
    // Whoever reads the banner has been warned before.
    await log.flush()
    // And may end it at once.
    const told = untilTold(quietly)
    terminal.out(banner(emulator, terminal))

    await told
    quietly('Ending; what is under way is finished first. Once more ends at once.')
    await emulator.close()
    await log.flush()
    return 0
  },
}

/** The receivers of one process's own that a world shared by several would miss. */
const builtInBeside = ({ data, sqsEndpoint, snsEndpoint, smtp }: Options): readonly string[] =>
  /^postgres(ql)?:/.test(data)
    ? [
        ...(sqsEndpoint ? [] : ['--sqs-endpoint']),
        ...(snsEndpoint ? [] : ['--sns-endpoint']),
        ...(smtp ? [] : ['--smtp']),
      ]
    : []

async function readConfig(file: string): Promise<{ readonly [name: string]: unknown }> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new SettingError(`The config file ${file} cannot be read (${error.code}).`)
  })
  try {
    const config: unknown = JSON.parse(text)
    if (typeof config === 'object' && config !== null && !Array.isArray(config))
      return config as { readonly [name: string]: unknown }
  } catch {
    // Falls through to the same sentence: either way it is not an object in JSON.
  }
  throw new SettingError(`The config file ${file} is not a JSON object of settings.`)
}

interface Listening {
  readonly endpoint: string
  readonly smtp: string
}

function banner({ endpoint, smtp }: Listening, { colours }: Terminal): string {
  const strong = (text: string) => (colours ? `\u001b[1m${text}\u001b[22m` : text)
  return `${strong('mturk-local')} is ready. It is not Amazon: it pays nobody, and nothing leaves this machine.

  endpoint  ${endpoint}
  console   ${endpoint}/console
  mailbox   ${smtp}

  export AWS_ENDPOINT_URL=${endpoint} AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_DEFAULT_REGION=us-east-1

Ctrl-C ends it.
`
}
