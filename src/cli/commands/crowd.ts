import { readFile } from 'node:fs/promises'
import { readAnswersFile } from '../../emulator/init/answers-file.js'
import type { ControlClient } from '../../server/control/client.js'
import type { CrowdGiven, CrowdTold, Json } from '../../server/control/contract.js'
import { type Parsed, parse, UsageError } from '../arguments.js'
import type { Command } from '../command.js'
import { controlFlags, controlOf } from '../connection.js'
import { crowdFlags, givenBy } from '../crowd-flags.js'
import { table } from '../table.js'

export const crowd: Command = {
  name: 'crowd',
  says: 'Makes a crowd of simulated workers, changes, stops or lists them, and tells what they did.',
  example: 'mturk-local crowd students --workers 20 --arrivals-per-hour 60 --fails 0.1',
  flags: {
    ...crowdFlags,
    answers: { value: 'FILE', says: 'What they answer: a list in JSON, or JSON line by line.' },
    settings: { value: 'FILE', says: 'JSON file of settings, as in an init file; flags win.' },
    stop: { says: 'Nobody comes any more; whoever works finishes.' },
    start: { says: 'They come again.' },
    remove: { says: 'Forgets the crowd; what its workers did stays.' },
    json: { says: 'As JSON.' },
    ...controlFlags,
  },

  async run(args, terminal) {
    const parsed = parse(args, this.flags)
    const [name, ...more] = parsed.positionals
    if (more.length > 0) throw new UsageError(`${more[0]} is not understood; give one name.`)
    const control = controlOf(parsed, terminal)
    if (parsed.values.remove) {
      await control.removeCrowd(named(name))
      terminal.out(`${name} is gone; what its workers did stays.\n`)
      return 0
    }
    const crowds = await toldOf(control, name, parsed)
    if (parsed.values.json) for (const each of crowds) terminal.out(`${JSON.stringify(each)}\n`)
    else if (crowds.length > 0) terminal.out(`${crowdTable(crowds)}\n`)
    else terminal.err('There are no crowds yet. Try: mturk-local crowd students --workers 20\n')
    for (const { name, trouble } of crowds)
      if (trouble) terminal.err(`${name}: ${trouble.workerId} had trouble. ${trouble.says}\n`)
    return 0
  },
}

async function toldOf(
  control: ControlClient,
  name: string | undefined,
  parsed: Parsed,
): Promise<readonly Json<CrowdTold>[]> {
  const { stop, start, answers, settings } = parsed.values
  const given: CrowdGiven = {
    ...(settings !== undefined && (await settingsIn(String(settings)))),
    ...givenBy(parsed),
    ...(answers !== undefined && {
      answers: (await readAnswersFile(String(answers))) as CrowdGiven['answers'],
    }),
  }
  const changes = Object.keys(given).length > 0
  if (name === undefined && !stop && !start && !changes) return control.crowds()
  const one = named(name)
  if (changes) {
    const there = (await control.crowds()).some((crowd) => crowd.name === one)
    await (there ? control.changeCrowd(one, given) : control.putCrowd(one, given))
  }
  if (stop) return [await control.stopCrowd(one)]
  if (start) return [await control.startCrowd(one)]
  return [await control.crowd(one)]
}

function named(name: string | undefined): string {
  if (name === undefined) throw new UsageError('Say which crowd: mturk-local crowd NAME …')
  return name
}

async function settingsIn(file: string): Promise<object> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`The settings file ${file} cannot be read (${error.code}).`)
  })
  try {
    return JSON.parse(text) as object
  } catch (error) {
    throw new UsageError(`The settings file ${file} is not JSON: ${(error as Error).message}.`)
  }
}

const crowdTable = (crowds: readonly Json<CrowdTold>[]): string =>
  table(
    [
      ...['NAME', 'STATE', 'WORKERS', 'WORKING', 'ACCEPTED', 'SUBMITTED', 'FAILED'],
      ...['RETURNED', 'ABANDONED', 'APPROVED', 'REJECTED', 'NEXT'],
    ],
    crowds.map(({ name, state, settings, now, did, next = '' }) => [
      name,
      state,
      ...[settings.workers, now.working, did.accepted, did.submitted, did.failed].map(String),
      ...[did.returned, did.abandoned, did.approved, did.rejected].map(String),
      next,
    ]),
  )
