import { readJsonFile } from '../../core/json-file.js'
import { SettingError } from '../../core/setting-error.js'
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
  group: 'Change',
  description: 'Creates, changes, stops or lists crowds of simulated workers, with what they did.',
  example: 'mturk-local crowd students --workers 20 --arrivals-per-hour 60 --error-rate 0.1',
  positionals: [
    { name: 'NAME', description: 'Name of the crowd; without it, all crowds are listed.' },
  ],
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
    const parsed = parseArguments(args, this)
    const [name] = parsed.positionals
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
    ...(settings !== undefined && readSettingsFile(String(settings))),
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

/** @throws SettingError when the file cannot be read or is no object */
function readSettingsFile(file: string): CrowdSettingsInput {
  const settings = readJsonFile('The settings file', file)
  if (typeof settings === 'object' && settings !== null && !Array.isArray(settings))
    return settings as CrowdSettingsInput
  throw new SettingError(`The settings file ${file} is not a JSON object of crowd settings.`)
}

function requireName(name: string | undefined): string {
  if (name === undefined) throw new UsageError('Give NAME: the name of the crowd.')
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
