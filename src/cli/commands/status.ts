import { parseArguments } from '../arguments.js'
import type { Command } from '../command.js'
import { controlFlags, createControlClient } from '../endpoint-flags.js'

export const statusCommand: Command = {
  name: 'status',
  group: 'Look',
  description: 'Prints whether an emulator answers, and its configuration.',
  example: 'mturk-local status --json',
  flags: { json: { description: 'Print JSON.' }, ...controlFlags },

  async run(args, terminal) {
    const parsed = parseArguments(args, this)
    const info = await createControlClient(parsed, terminal).request('GET /_mturk/info')
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
