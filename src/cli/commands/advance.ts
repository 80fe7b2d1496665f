import { parseArguments, UsageError } from '../arguments.js'
import type { Command } from '../command.js'
import { controlFlags, createControlClient } from '../endpoint-flags.js'

export const advanceCommand: Command = {
  name: 'advance',
  description:
    'Advances the clock by a duration or to an instant, and runs what becomes due on the way.',
  example: 'mturk-local advance P3D',
  flags: controlFlags,

  async run(args, terminal) {
    const parsed = parseArguments(args, this.flags)
    const [target, ...more] = parsed.positionals
    if (target === undefined || more.length > 0)
      throw new UsageError(
        'Give a duration such as PT1H, or an instant such as 2026-02-01T00:00:00Z.',
      )

    const control = createControlClient(parsed, terminal)
    const { now, state } = await (target.startsWith('P')
      ? control.advance(target)
      : control.request('POST /_mturk/clock/advance', { body: { to: target } }))
    terminal.out(`It is ${now}${state === 'frozen' ? ' (frozen)' : ''}.\n`)
    return 0
  },
}
