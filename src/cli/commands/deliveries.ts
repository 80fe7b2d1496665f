import { fits } from '../../server/control/delivery-search.js'
import { parse } from '../arguments.js'
import type { Command } from '../command.js'
import { controlFlags, controlOf, filterFlags, filterOf } from '../connection.js'
import { deliveryLine, deliveryTable } from '../delivery-table.js'

export const deliveries: Command = {
  name: 'deliveries',
  says: 'Lists what was delivered, or failed to be, newest first.',
  example: 'mturk-local deliveries --transport SQS --follow',
  flags: {
    ...filterFlags,
    limit: { value: 'COUNT', says: 'How many at most; 50 unless said.' },
    json: { says: 'One JSON object a line, whole.' },
    follow: { says: 'Goes on with each delivery as it happens, until it is ended.' },
    ...controlFlags,
  },

  async run(args, terminal) {
    const parsed = parse(args, this.flags)
    const { json, follow, limit } = parsed.values
    const control = controlOf(parsed, terminal)
    const filter = filterOf(parsed)

    // Listening begins before the list is read, so that nothing falls between the two.
    const happenings = follow ? await control.stream() : undefined
    const page = await control.deliveries({ ...filter, limit: limit as unknown as number })
    if (page.deliveries.length === 0)
      terminal.err('Nothing was delivered yet. Try: mturk-local send-test-event\n')
    else if (json) for (const each of page.deliveries) terminal.out(`${JSON.stringify(each)}\n`)
    else terminal.out(`${deliveryTable(page.deliveries)}\n`)
    if (!happenings) return 0

    for await (const happening of happenings) {
      if (happening.type !== 'delivery' || !fits(happening.delivery, filter)) continue
      const { delivery } = happening
      terminal.out(`${json ? JSON.stringify(delivery) : deliveryLine(delivery)}\n`)
    }
    return 0
  },
}
