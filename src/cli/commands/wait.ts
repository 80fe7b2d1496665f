import { parse } from '../arguments.js'
import type { Command } from '../command.js'
import { controlFlags, controlOf, filterFlags, filterOf } from '../connection.js'

export const wait: Command = {
  name: 'wait',
  says: 'Waits until something was delivered; the exit code is 1 when it was not in time.',
  example: 'mturk-local wait --event-type HITReviewable --transport SQS --count 2 --timeout 30000',
  flags: {
    ...filterFlags,
    count: { value: 'COUNT', says: 'How many there must be; 1 unless said.' },
    timeout: { value: 'MS', says: 'How long to wait, in milliseconds; 10000 unless said.' },
    ...controlFlags,
  },

  async run(args, terminal) {
    const parsed = parse(args, this.flags)
    const { count, timeout } = parsed.values
    const asked = { ...filterOf(parsed), count, timeout } as object

    const { complete, deliveries } = await controlOf(parsed, terminal).wait(asked)
    for (const each of deliveries) terminal.out(`${JSON.stringify(each)}\n`)
    if (!complete) terminal.err(`Only ${deliveries.length} of ${String(count ?? 1)} in time.\n`)
    return complete ? 0 : 1
  },
}
