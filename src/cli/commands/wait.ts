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
  description: 'Waits until something was delivered; the exit code is 1 when it was not in time.',
  example: 'mturk-local wait --event-type HITReviewable --transport SQS --count 2 --timeout 30000',
  flags: {
    ...deliveryFilterFlags,
    count: { placeholder: 'COUNT', description: 'How many there must be; 1 unless said.' },
    timeout: {
      placeholder: 'MS',
      description: 'How long to wait, in milliseconds; 10000 unless said.',
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
    if (!complete) terminal.err(`Only ${deliveries.length} of ${String(count ?? 1)} in time.\n`)
    return complete ? 0 : 1
  },
}
