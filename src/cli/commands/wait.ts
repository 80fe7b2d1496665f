import { parseArguments } from '../arguments.js'
import type { Command } from '../command.js'
import {
  controlFlags,
  createControlClient,
  deliveryFilterFlags,
  readDeliveryFilter,
} from '../endpoint-flags.js'

export const waitCommand: Command = {
  name: 'wait',
  description: 'Waits for deliveries; the exit code is 1 if they did not arrive in time.',
  example: 'mturk-local wait --event-type HITReviewable --transport SQS --count 2 --timeout 30000',
  flags: {
    ...deliveryFilterFlags,
    count: { placeholder: 'COUNT', description: 'Number of deliveries to wait for; default: 1.' },
    timeout: {
      placeholder: 'MS',
      description: 'Milliseconds to wait; default: 10000.',
    },
    ...controlFlags,
  },

  async run(args, terminal) {
    const parsed = parseArguments(args, this.flags)
    const { count, timeout } = parsed.values
    const query = { ...readDeliveryFilter(parsed), count, timeout } as object

    const { complete, deliveries } = await createControlClient(parsed, terminal).waitForDeliveries(
      query,
    )
    for (const each of deliveries) terminal.out(`${JSON.stringify(each)}\n`)
    if (!complete)
      terminal.err(
        `Only ${deliveries.length} of ${String(count ?? 1)} deliveries arrived in time.\n`,
      )
    return complete ? 0 : 1
  },
}
