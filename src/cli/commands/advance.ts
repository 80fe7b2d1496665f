import { parse, UsageError } from '../arguments.js'
import type { Command } from '../command.js'
import { controlFlags, controlOf } from '../connection.js'

export const advance: Command = {
  name: 'advance',
  says: 'Moves the world’s clock on, by a duration or to an instant; what falls due on the way happens.',
  example: 'mturk-local advance P3D',
  flags: controlFlags,

  async run(args, terminal) {
    const parsed = parse(args, this.flags)
    const [how, ...more] = parsed.positionals
    if (how === undefined || more.length > 0)
      throw new UsageError(
        'Give a duration such as PT1H, or an instant such as 2026-02-01T00:00:00Z.',
      )

    const control = controlOf(parsed, terminal)
    const { now, state } = await (how.startsWith('P')
      ? control.advance(how)
      : control.advanceTo(how))
    terminal.out(`It is ${now}${state === 'frozen' ? ', and stays so' : ''}.\n`)
    return 0
  },
}
