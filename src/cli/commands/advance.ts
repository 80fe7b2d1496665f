import { addDuration } from '../../core/duration.js'
import { parseArguments, UsageError } from '../arguments.js'
import type { Command } from '../command.js'
import { controlFlags, createControlClient } from '../endpoint-flags.js'

export const advanceCommand: Command = {
  name: 'advance',
  group: 'Change',
  description:
    'Advances the clock by a duration or to an instant, and runs what becomes due on the way.',
  example: 'mturk-local advance P3D',
  positionals: [
    {
      name: 'TARGET',
      description: 'A duration such as PT1H or P3D, or an instant such as 2026-02-01T00:00:00Z.',
      isRequired: true,
    },
  ],
  flags: controlFlags,

  async run(args, terminal) {
    const parsed = parseArguments(args, this)
    const [target = ''] = parsed.positionals
    if (!addDuration(new Date(0), target) && Number.isNaN(Date.parse(target)))
      throw new UsageError(
        `"${target}" is neither a duration nor an instant. Give one such as PT1H, P3D or 2026-02-01T00:00:00Z.`,
      )

    const control = createControlClient(parsed, terminal)
    const { now, state } = await (target.startsWith('P')
      ? control.advance(target)
      : control.request('POST /_mturk/clock/advance', { body: { to: target } }))
    terminal.out(`It is ${now}${state === 'frozen' ? ' (frozen)' : ''}.\n`)
    return 0
  },
}
