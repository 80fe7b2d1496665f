import { matchesFilter } from '../../server/control/delivery-query.js'
import { parseArguments } from '../arguments.js'
import type { Command } from '../command.js'
import {
  controlFlags,
  createControlClient,
  deliveryFilterFlags,
  readDeliveryFilter,
} from '../endpoint-flags.js'
import { formatDeliveryLine, formatDeliveryTable } from '../delivery-table.js'

export const deliveriesCommand: Command = {
  name: 'deliveries',
  description: 'Lists what was delivered, or failed to be, newest first.',
  example: 'mturk-local deliveries --transport SQS --follow',
  flags: {
    ...deliveryFilterFlags,
    limit: { placeholder: 'COUNT', description: 'How many at most; 50 unless said.' },
    json: { description: 'One JSON object a line, whole.' },
    follow: { description: 'Goes on with each delivery as it happens, until it is ended.' },
    ...controlFlags,
  },

  async run(args, terminal) {
    const parsed = parseArguments(args, this.flags)
    const { json, follow, limit } = parsed.values
    const control = createControlClient(parsed, terminal)
    const filter = readDeliveryFilter(parsed)

    // Listening begins before the list is read, so that nothing falls between the two.
    const events = follow ? await control.stream() : undefined
    const page = await control.deliveries({ ...filter, limit: limit as unknown as number })
    if (page.deliveries.length === 0)
      terminal.err('Nothing was delivered yet. Try: mturk-local send-test-event\n')
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
