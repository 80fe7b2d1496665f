import { writeFile } from 'node:fs/promises'
import { explainWriteError } from '../../core/file-error.js'
import { SettingError } from '../../core/setting-error.js'
import { accountPattern } from '../../domain/account.js'
import type { ControlClient } from '../../server/control/client.js'
import type { CheckInput, CheckView } from '../../server/control/views.js'
import { countFlag, type ParsedArguments, parseArguments, UsageError } from '../arguments.js'
import {
  type AcknowledgementServer,
  startAcknowledgementServer,
} from '../check/acknowledgement-server.js'
import { formatCheck } from '../check/format-check.js'
import { readPayloadFile } from '../check/read-payloads.js'
import type { Command, Terminal } from '../command.js'
import { controlFlags, createControlClient, resolveEndpoint } from '../endpoint-flags.js'
import { formatTable } from '../table.js'

/** Kinds of targets, by the flags that name them. */
const targetFlags = {
  queue: 'queue',
  topic: 'topic',
  http: 'http',
  mail: 'mail',
  smtp: 'mail',
} as const

export const checkConsumerCommand: Command = {
  name: 'check-consumer',
  group: 'Look',
  description:
    'Sends every kind of notification to a running consumer, and reports what it does not handle; the exit code is 1 if a case failed.',
  example: [
    'mturk-local check-consumer --queue http://127.0.0.1:6887/000000000000/events',
    'mturk-local check-consumer --http http://127.0.0.1:8080/hook --only several-events,duplicate',
    'mturk-local check-consumer --list',
  ].join('\n  '),
  flags: {
    queue: { placeholder: 'URL', description: 'The queue from which the consumer receives.' },
    topic: { placeholder: 'ARN', description: 'The topic to which the consumer is subscribed.' },
    http: { placeholder: 'URL', description: 'The web hook to which a topic is to post.' },
    mail: { placeholder: 'ADDRESS', description: 'The mail address that the consumer reads.' },
    smtp: { placeholder: 'ADDRESS', description: 'The same as --mail.' },
    list: { description: 'List the cases, and send nothing.' },
    only: { placeholder: 'CASES', description: 'Only these cases, separated by commas.' },
    seed: { placeholder: 'TEXT', description: 'Send the cases in another order, chosen by it.' },
    timeout: countFlag('MS', 'Milliseconds that the consumer has for a message.', '10000', {
      min: 10,
      max: 600_000,
    }),
    grace: countFlag(
      'MS',
      'Milliseconds after that in which it may still call the requester API or acknowledge.',
      '5000',
      { min: 0, max: 600_000 },
    ),
    ack: {
      placeholder: 'URL',
      description:
        'Where the consumer posts {"eventDocId", "index"} for each event that it has handled: ENDPOINT/_mturk/checks/latest/handled, or an address of this machine, at which the command then listens.',
      check: (value) => URL.canParse(value),
      expected: 'a URL such as http://127.0.0.1:8099/handled',
    },
    payloads: {
      placeholder: 'FILE',
      description: 'Send these captured payloads: a JSON list, or JSON Lines.',
    },
    account: {
      placeholder: 'DIGITS',
      description: 'The requester, for --http and --mail.',
      default: '000000000000',
      check: (value) => accountPattern.test(value),
      expected: '12 digits',
    },
    json: { description: 'Print JSON.' },
    junit: { placeholder: 'FILE', description: 'Write the results in the format of JUnit too.' },
    ...controlFlags,
  },

  async run(args, terminal) {
    const parsed = parseArguments(args, this)
    const control = createControlClient(parsed, terminal)
    if (parsed.values.list) return listCases(control, parsed, terminal)
    const input = readInput(parsed)
    const junit = parsed.values.junit as string | undefined
    // A file that cannot be written is reported before a minute of checks, not after it.
    if (junit !== undefined) await writeJUnit(junit, '', 'a')
    const acknowledgements = await openAcknowledgements(parsed, terminal)
    // In a terminal, one line that is written again and again.
    const progress = terminal.colours ? terminal.err : () => {}
    const result = await runCheck(control, input, acknowledgements, ({ results }) => {
      const finished = results.filter(({ outcome }) => outcome !== undefined)
      progress(`\r${finished.length} of ${results.length} cases`)
    })
    progress('\r\x1b[K')
    terminal.out(
      parsed.values.json
        ? `${JSON.stringify(result)}\n`
        : formatCheck(result, await listOmittedCases(control, input, result)),
    )
    if (junit !== undefined) {
      const { formatJUnit } = await import('../check/format-junit.js')
      await writeJUnit(junit, formatJUnit(result))
    }
    if (result.problem !== undefined) terminal.err(`${result.problem}\n`)
    const isComplete = result.state === 'finished' && result.problem === undefined
    return isComplete && result.failed === 0 ? 0 : 1
  },
}

const optionalCases =
  'Send the optional cases with --only sns-envelope to a queue that a topic feeds (sent anyway if the queue is subscribed to one), and with --only raw to a web hook. A check by --topic sends as the subscriptions of the topic have it, in an envelope or raw.'

async function listCases(
  control: ControlClient,
  { values }: ParsedArguments,
  terminal: Terminal,
): Promise<number> {
  const { cases } = await control.request('GET /_mturk/checks/cases')
  if (values.json) for (const each of cases) terminal.out(`${JSON.stringify(each)}\n`)
  else
    terminal.out(
      `${formatTable(
        ['CASE', 'TARGETS', 'TITLE'],
        cases.map(({ name, targets, title, isOptional }) => [
          name,
          targets.join(','),
          isOptional ? `${title} (optional)` : title,
        ]),
      )}\n\n${optionalCases}\n`,
    )
  return 0
}

/** Names of the optional cases that were left out of a run of all cases. */
async function listOmittedCases(
  control: ControlClient,
  { target, only, payloads }: CheckInput,
  { results }: CheckView,
): Promise<readonly string[]> {
  if (only || payloads) return []
  const { cases } = await control.request('GET /_mturk/checks/cases')
  return cases
    .filter(({ targets, isOptional }) => isOptional && targets.includes(target.kind))
    .map(({ name }) => name)
    .filter((name) => !results.some((each) => each.case === name))
}

function readInput({ values }: ParsedArguments): CheckInput {
  const flags = Object.keys(targetFlags) as (keyof typeof targetFlags)[]
  const given = flags.filter((each) => values[each] !== undefined)
  const [flag] = given
  if (flag === undefined || given.length > 1)
    throw new UsageError('Give one of --queue URL, --topic ARN, --http URL and --mail ADDRESS.')
  const { only, seed, timeout, grace, ack, payloads, account } = values
  return {
    target: { kind: targetFlags[flag], address: String(values[flag]) },
    only: only === undefined ? undefined : String(only).split(',').filter(Boolean),
    seed: seed as string | undefined,
    timeout: timeout === undefined ? undefined : Number(timeout),
    grace: grace === undefined ? undefined : Number(grace),
    acknowledges: ack !== undefined,
    payloads: payloads === undefined ? undefined : [...readPayloadFile(String(payloads))],
    account: account as string | undefined,
  }
}

/** Listens at the address of --ack, unless that is the emulator's own. */
async function openAcknowledgements(
  parsed: ParsedArguments,
  terminal: Terminal,
): Promise<AcknowledgementServer | undefined> {
  const { ack } = parsed.values
  if (ack === undefined) return undefined
  const address = String(ack)
  if (new URL(address).origin === new URL(resolveEndpoint(parsed, terminal)).origin)
    return undefined
  return startAcknowledgementServer(address)
}

async function runCheck(
  control: ControlClient,
  body: CheckInput,
  acknowledgements: AcknowledgementServer | undefined,
  showProgress: (check: CheckView) => void,
): Promise<CheckView> {
  let check: CheckView | undefined
  const stop = () => {
    const stopped = check
      ? control.request('DELETE /_mturk/checks/{id}', { id: check.id })
      : Promise.resolve()
    void stopped.finally(() => process.exit(130))
  }
  process.once('SIGINT', stop)
  try {
    check = await control.request('POST /_mturk/checks', { body })
    const { id } = check
    acknowledgements?.passTo((body) =>
      control.request('POST /_mturk/checks/{id}/handled', { id, body }),
    )
    while (check.state === 'running') {
      showProgress(check)
      check = await control.request('GET /_mturk/checks/{id}/wait', { id, timeout: 1000 })
    }
    return check
  } finally {
    process.removeListener('SIGINT', stop)
    await acknowledgements?.close()
  }
}

/** @throws SettingError when the file cannot be written */
async function writeJUnit(file: string, text: string, flag: 'a' | 'w' = 'w'): Promise<void> {
  await writeFile(file, text, { flag }).catch((error: unknown) => {
    throw new SettingError(`The file ${file} ${explainWriteError(error)}. Give another.`)
  })
}
