import { readJsonFile } from '../../core/json-file.js'
import { readAnswersFile } from '../../emulator/init/answers-file.js'
import type { ControlClient } from '../../server/control/client.js'
import { updateCrowd } from '../../server/control/update-crowd.js'
import type { CrowdSettingsInput, SimulatedCrowdView } from '../../server/control/views.js'
import { type ParsedArguments, parseArguments, UsageError } from '../arguments.js'
import type { Command } from '../command.js'
import { crowdFlags, parseCrowdFlags } from '../crowd-flags.js'
import { controlFlags, createControlClient } from '../endpoint-flags.js'
import { formatTable } from '../table.js'

export const crowdCommand: Command = {
  name: 'crowd',
  description: 'Creates, changes, stops or lists crowds of simulated workers, with what they did.',
  example: 'mturk-local crowd students --workers 20 --arrivals-per-hour 60 --error-rate 0.1',
  flags: {
    ...crowdFlags,
    answers: {
      placeholder: 'FILE',
      description: 'File of answer templates: a JSON list, or JSON Lines.',
    },
    settings: {
      placeholder: 'FILE',
      description: 'JSON file of settings, as in an init file; flags take precedence.',
    },
    stop: { description: 'Stop the crowd: no new visits, but work in progress is finished.' },
    start: { description: 'Start the crowd again.' },
    remove: { description: 'Remove the crowd; the work of its workers stays.' },
    json: { description: 'Print JSON.' },
    ...controlFlags,
  },

  async run(args, terminal) {
    const parsed = parseArguments(args, this.flags)
    const [name, ...more] = parsed.positionals
    if (more.length > 0) throw new UsageError(`${more[0]} is not expected; give one name.`)
    const control = createControlClient(parsed, terminal)
    if (parsed.values.remove) {
      await control.request('DELETE /_mturk/crowds/{name}', { name: requireName(name) })
      terminal.out(`${name} is removed; the work of its workers stays.\n`)
      return 0
    }
    const crowds = await updateCrowds(control, name, parsed)
    if (parsed.values.json) for (const each of crowds) terminal.out(`${JSON.stringify(each)}\n`)
    else if (crowds.length > 0) terminal.out(`${formatCrowdTable(crowds)}\n`)
    else terminal.err('There are no crowds yet. Try: mturk-local crowd students --workers 20\n')
    for (const { name, lastError } of crowds)
      if (lastError)
        terminal.err(`${name}: ${lastError.workerId} could not answer. ${lastError.message}\n`)
    return 0
  },
}

async function updateCrowds(
  control: ControlClient,
  name: string | undefined,
  parsed: ParsedArguments,
): Promise<readonly SimulatedCrowdView[]> {
  const { stop, start, answers, settings } = parsed.values
  const input: CrowdSettingsInput = {
    ...(settings !== undefined && (readJsonFile('The settings file', String(settings)) as object)),
    ...parseCrowdFlags(parsed),
    ...(answers !== undefined && {
      answers: readAnswersFile(String(answers)) as CrowdSettingsInput['answers'],
    }),
  }
  const hasChanges = Object.keys(input).length > 0
  if (name === undefined && !stop && !start && !hasChanges)
    return (await control.request('GET /_mturk/crowds')).crowds
  const crowdName = requireName(name)
  if (hasChanges) {
    const { crowds } = await control.request('GET /_mturk/crowds')
    const exists = crowds.some((crowd) => crowd.name === crowdName)
    await (exists ? updateCrowd(control, crowdName, input) : control.putCrowd(crowdName, input))
  }
  if (stop) return [await control.request('POST /_mturk/crowds/{name}/stop', { name: crowdName })]
  if (start) return [await control.request('POST /_mturk/crowds/{name}/start', { name: crowdName })]
  return [await control.crowd(crowdName)]
}

function requireName(name: string | undefined): string {
  if (name === undefined)
    throw new UsageError('Give the name of the crowd: mturk-local crowd NAME …')
  return name
}

const formatCrowdTable = (crowds: readonly SimulatedCrowdView[]): string =>
  formatTable(
    [
      ...['NAME', 'STATE', 'WORKERS', 'WORKING', 'ACCEPTED', 'SUBMITTED', 'FAILED'],
      ...['RETURNED', 'ABANDONED', 'APPROVED', 'REJECTED', 'NEXT'],
    ],
    crowds.map(({ name, state, settings, workerStates, stats, nextActionAt = '' }) => [
      name,
      state,
      ...[
        settings.workers,
        workerStates.working,
        stats.accepted,
        stats.submitted,
        stats.badSubmissions,
      ].map(String),
      ...[stats.returned, stats.abandoned, stats.approved, stats.rejected].map(String),
      nextActionAt,
    ]),
  )
