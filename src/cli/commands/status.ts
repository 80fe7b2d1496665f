import { parse } from '../arguments.js'
import type { Command } from '../command.js'
import { controlFlags, controlOf } from '../connection.js'

export const status: Command = {
  name: 'status',
  says: 'Tells whether an emulator answers, and what it is like.',
  example: 'mturk-local status --json',
  flags: { json: { says: 'As JSON.' }, ...controlFlags },

  async run(args, terminal) {
    const parsed = parse(args, this.flags)
    const info = await controlOf(parsed, terminal).info()
    if (parsed.values.json) {
      terminal.out(`${JSON.stringify(info)}\n`)
      return 0
    }
    terminal.out(`mturk-local ${info.version} ${info.ready ? 'is ready' : 'is starting'}

  endpoint     ${info.endpoint}
  mailbox      ${info.smtp}
  environment  ${info.environment}
  clock        ${info.now} (${info.clock})
  e-mail to    ${info.destinations.email}
  SQS to       ${info.destinations.sqs}
  SNS to       ${info.destinations.sns}
  operations   ${info.operations.length}
`)
    return 0
  },
}
