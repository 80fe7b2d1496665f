import type { Action } from './action.js'
import { redriveOf } from './attributes.js'
import { invalidValue, resourceNotFound } from './fault.js'
import { optionalText, text, whole } from './input.js'

const noQueue = (parameter: string) =>
  resourceNotFound(`The resource that you specified for the ${parameter} parameter doesn't exist.`)

/** Back from a dead-letter queue: everything is moved before the start is answered. */
export const moveTaskActions: Readonly<Record<string, Action>> = {
  StartMessageMoveTask(input, { queues, now }) {
    const SourceArn = text(input, 'SourceArn')
    const source = queues.byArn(SourceArn)
    if (!source) throw noQueue('SourceArn')
    if (!queues.all().some(({ attributes }) => deadLettersOf(attributes) === SourceArn))
      throw invalidValue('Source queue must be configured as a Dead Letter Queue.')
    const DestinationArn = optionalText(input, 'DestinationArn')
    const destination = DestinationArn === undefined ? undefined : queues.byArn(DestinationArn)
    if (DestinationArn !== undefined && !destination) throw noQueue('DestinationArn')

    const there = source.count('ready')
    const moved = source.moveAll(
      ({ deadLetterOf }) => destination ?? queues.byArn(deadLetterOf ?? ''),
    )
    source.moves.unshift({
      SourceArn,
      DestinationArn,
      ApproximateNumberOfMessagesMoved: moved,
      ApproximateNumberOfMessagesToMove: there,
      StartedTimestamp: now.getTime(),
    })
    source.moves.splice(10)
    return { TaskHandle: Buffer.from(`${SourceArn} ${now.getTime()}`).toString('base64') }
  },

  ListMessageMoveTasks(input, { queues }) {
    const source = queues.byArn(text(input, 'SourceArn'))
    if (!source) throw noQueue('SourceArn')
    const most = whole(input, 'MaxResults', { min: 1, max: 10 }) ?? 1
    return {
      Results: source.moves.slice(0, most).map((task) => ({ Status: 'COMPLETED', ...task })),
    }
  },

  CancelMessageMoveTask(input) {
    text(input, 'TaskHandle')
    // Every task is over by the time anybody knows its handle.
    throw resourceNotFound(
      'The task that you specified for the TaskHandle parameter is not running.',
    )
  },
}

const deadLettersOf = ({ RedrivePolicy }: Readonly<Record<string, string>>) =>
  redriveOf(RedrivePolicy)?.deadLetterTargetArn
