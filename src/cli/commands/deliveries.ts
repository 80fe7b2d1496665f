import { matchesFilter } from '../../server/control/delivery-query.js'
import { countFlag, parseArguments } from '../arguments.js'
import type { Command } from '../command.js'
import { formatDeliveryLine, formatDeliveryTable } from '../delivery-table.js'
import {
  controlFlags,
  createControlClient,
  deliveryFilterFlags,
  readDeliveryFilter,
} from '../endpoint-flags.js'

export const deliveriesCommand: Command = {
  name: 'deliveries',
  group: 'Look',
  description: 'Lists deliveries, newest first.',
  example: 'mturk-local deliveries --transport SQS --follow',
  flags: {
    ...deliveryFilterFlags,
    limit: countFlag('COUNT', 'Maximum number.', '50', { max: 1000 }),
    json: { description: 'Print one JSON object per line.' },
    follow: { description: 'Keep printing deliveries as they happen, until interrupted.' },
    ...controlFlags,
  },

  async run(args, terminal) {
    const parsed = parseArguments(args, this)
    const { json, follow, limit } = parsed.values
    const control = createControlClient(parsed, terminal)
    const filter = readDeliveryFilter(parsed)

    // Subscribe before reading the list, so that no delivery is missed.
    const events = follow ? await control.stream() : undefined
    const page = await control.deliveries({ ...filter, limit: limit as unknown as number })
    if (page.deliveries.length === 0)
      terminal.err('No deliveries yet. Try: mturk-local send-test-event\n')
    else if (json) for (const each of page.deliveries) terminal.out(`${JSON.stringify(each)}\n`)
    else terminal.out(`${formatDeliveryTable(page.deliveries)}\n`)
    if (!events) return 0

    for await (const event of events) {
      if (event.type !== 'delivery' || !matchesFilter(event.delivery, filter)) continue
      const { delivery } = event
      terminal.out(`${json ? JSON.stringify(delivery) : formatDeliveryLine(delivery)}\n`)
    }
    return 0
  },
}
