import { countFlag, type ParsedArguments, parseArguments } from '../arguments.js'
import type { Command } from '../command.js'
import {
  controlFlags,
  createControlClient,
  deliveryFilterFlags,
  readDeliveryFilter,
} from '../endpoint-flags.js'

export const waitCommand: Command = {
  name: 'wait',
  group: 'Look',
  description: 'Waits for deliveries; the exit code is 1 if they did not arrive in time.',
  example: 'mturk-local wait --event-type HITReviewable --transport SQS --count 2 --timeout 30000',
  flags: {
    ...deliveryFilterFlags,
    count: countFlag('COUNT', 'Number of deliveries to wait for.', '1'),
    timeout: countFlag('MS', 'Milliseconds to wait.', '10000', { min: 0 }),
    ...controlFlags,
  },

  async run(args, terminal) {
    const parsed = parseArguments(args, this)
    const { count, timeout } = parsed.values
    const query = { ...readDeliveryFilter(parsed), count, timeout } as object

    const { complete, deliveries } = await createControlClient(parsed, terminal).waitForDeliveries(
      query,
    )
    for (const each of deliveries) terminal.out(`${JSON.stringify(each)}\n`)
    if (!complete) {
      const missing = Number(count ?? 1) - deliveries.length
      terminal.err(
        `Waited ${Number(timeout ?? 10_000) / 1000} s for ${describeFilter(parsed)}: ${missing === 1 ? '1 delivery is' : `${missing} deliveries are`} missing.\n`,
      )
    }
    return complete ? 0 : 1
  },
}

/** What was waited for, in words: `2 deliveries by SQS of HITReviewable`. */
function describeFilter({ values }: ParsedArguments): string {
  const count = Number(values.count ?? 1)
  const parts = [
    [values.transport, 'by'],
    [values['event-type'], 'of'],
    [values.kind, 'of kind'],
    [values.destination, 'to'],
    [values.account, 'of account'],
    [values.status, 'with status'],
  ].flatMap(([value, word]) => (value === undefined ? [] : [`${word} ${value}`]))
  return [count === 1 ? '1 delivery' : `${count} deliveries`, ...parts].join(' ')
}
