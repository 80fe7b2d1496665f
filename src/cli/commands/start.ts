import { readJsonFile } from '../../core/json-file.js'
import { SettingError } from '../../core/setting-error.js'
import type { Config } from '../../emulator/config/settings.js'
import type { EmulatorInstance } from '../../emulator/create-emulator.js'
import { parseArguments, resolveConfig, settingFlags } from '../arguments.js'
import type { Command, Terminal } from '../command.js'
import { buildExposureWarning } from '../exposure-warning.js'
import { formatVariables } from '../format-variables.js'
import { waitForInputEnd, waitForStop } from '../wait-for-stop.js'

export const startCommand: Command = {
  name: 'start',
  group: 'Run',
  description: 'Starts the emulator and prints where it listens.',
  example: 'mturk-local start --port 0 --data ./world.db --init ./world.json',
  flags: {
    ...settingFlags,
    config: { placeholder: 'FILE', description: 'JSON file of settings, named as in the library.' },
    'ready-json': {
      description:
        'Print one line of JSON instead of the banner: endpoint, ports, process ID, account, region.',
    },
    'until-stdin-closes': {
      description: 'Stop when standard input ends, which it does when the starting program ends.',
    },
  },

  async run(args, terminal) {
    const { values } = parseArguments(args, this)
    const file = values.config ?? terminal.environment.MTURK_LOCAL_CONFIG
    const config = file === undefined ? {} : readConfigFile(String(file))
    const options = resolveConfig(values, terminal.environment, config)
    const inputClosed = values['until-stdin-closes'] ? waitForInputEnd() : undefined

    const [{ createEmulator, stopLinger }, { createLogger }] = await Promise.all([
      import('../../emulator/create-emulator.js'),
      import('../../emulator/telemetry/create.js'),
    ])
    const log = createLogger(options)
    // A JSON log must contain nothing but JSON.
    const writeWarning = (message: string) =>
      log.pretty ? terminal.err(message) : log.warn(message.trim())
    const writeInfo = (message: string) =>
      log.pretty ? terminal.err(`${message}\n`) : log.info(message)
    const emulator = await createEmulator(options, log)
    const exposureWarning = buildExposureWarning(options)
    if (exposureWarning) writeWarning(exposureWarning)
    const memoryWarning = buildMemoryWarning(options)
    if (memoryWarning) log.warn(memoryWarning)
    // Warnings appear before the banner.
    await log.flush()
    // A signal may arrive right after the banner.
    const stopped = waitForStop({
      print: writeInfo,
      environment: terminal.environment,
      stopRequested: emulator.stopRequested,
      inputClosed,
    })
    terminal.out(
      values['ready-json'] ? formatReadyLine(emulator, options) : banner(emulator, terminal),
    )

    await stopped
    writeInfo('Stopping after what is in progress is finished. Press Ctrl-C again to stop at once.')
    await emulator.close({ linger: stopLinger, endsProcess: true })
    await log.flush()
    // Otherwise an input that is still open would keep the process running.
    if (inputClosed) process.stdin.destroy()
    return 0
  },
}

/** What PostgreSQL does not keep: the receivers without a flag for an external one, and fault rules. */
function buildMemoryWarning({ data, sqsEndpoint, snsEndpoint, smtp }: Config): string | undefined {
  if (!/^postgres(ql)?:/.test(data)) return undefined
  const own = [
    ...(sqsEndpoint ? [] : ['queues (--sqs-endpoint)']),
    ...(snsEndpoint ? [] : ['topics (--sns-endpoint)']),
    ...(smtp ? [] : ['mails (--smtp)']),
    'fault rules (--fault)',
  ]
  return `This process alone has these, in memory, and loses them when it ends: ${own.join(', ')}. With several processes on one database, give all of them the flags.`
}

function readConfigFile(file: string): { readonly [name: string]: unknown } {
  const config = readJsonFile('The config file', file)
  if (typeof config === 'object' && config !== null && !Array.isArray(config))
    return config as { readonly [name: string]: unknown }
  throw new SettingError(`The config file ${file} is not a JSON object of settings.`)
}

interface EmulatorAddresses {
  readonly endpoint: string
  readonly smtp: string
}

/** One line for the program that started the emulator. */
function formatReadyLine(
  { endpoint, smtp, info }: EmulatorAddresses & Pick<EmulatorInstance, 'info'>,
  { region, token }: Config,
): string {
  const { version, account } = info()
  const ready = {
    version,
    pid: process.pid,
    endpoint,
    port: Number(new URL(endpoint).port),
    smtp,
    smtpPort: Number(new URL(smtp).port),
    account,
    region,
    // The program knows the token itself; output may end up in a log.
    requiresToken: token !== undefined,
  }
  return `${JSON.stringify(ready)}\n`
}

function banner({ endpoint, smtp }: EmulatorAddresses, terminal: Terminal): string {
  const strong = (text: string) => (terminal.colours ? `\u001b[1m${text}\u001b[22m` : text)
  const variables = {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_DEFAULT_REGION: 'us-east-1',
  }
  return `${strong('mturk-local')} is ready. It is an emulator: no money moves, and nothing leaves this machine.

  endpoint  ${endpoint}
  console   ${endpoint}/console
  mailbox   ${smtp}

${formatVariables(variables, process.platform, terminal.environment)}

Press Ctrl-C to stop.
`
}
