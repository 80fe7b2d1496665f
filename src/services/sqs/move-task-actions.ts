import type { SqsAction } from './action.js'
import { parseRedrivePolicy } from './attributes.js'
import { invalidParameterValue, resourceNotFound } from './errors.js'
import type { MoveTask } from './move-task.js'
import { maxRate } from './move-task-runner.js'
import { readInteger, readOptionalString, readString } from './parameters.js'

const queueNotFound = (parameter: string) =>
  resourceNotFound(`The resource that you specified for the ${parameter} parameter doesn't exist.`)

/** Redrive of a dead-letter queue. */
export const moveTaskActions: Readonly<Record<string, SqsAction>> = {
  StartMessageMoveTask(input, { queues }) {
    const SourceArn = readString(input, 'SourceArn')
    const source = queues.findByArn(SourceArn)
    if (!source) throw queueNotFound('SourceArn')
    if (!queues.all().some(({ attributes }) => getDeadLetterArn(attributes) === SourceArn))
      throw invalidParameterValue('Source queue must be configured as a Dead Letter Queue.')
    const DestinationArn = readOptionalString(input, 'DestinationArn')
    const destination = DestinationArn === undefined ? undefined : queues.findByArn(DestinationArn)
    if (DestinationArn !== undefined && !destination) throw queueNotFound('DestinationArn')
    const rate = readInteger(input, 'MaxNumberOfMessagesPerSecond', {
      min: 1,
      max: maxRate,
    })

    const taskId = queues.startMoveTask(source, destination, rate)
    return { TaskHandle: formatTaskHandle(taskId, SourceArn) }
  },

  ListMessageMoveTasks(input, { queues }) {
    const source = queues.findByArn(readString(input, 'SourceArn'))
    if (!source) throw queueNotFound('SourceArn')
    const maxResults = readInteger(input, 'MaxResults', { min: 1, max: 10 }) ?? 1
    return { Results: source.moveTasks.slice(0, maxResults).map(toWireTask) }
  },

  CancelMessageMoveTask(input, { queues }) {
    const { taskId, sourceArn } = parseTaskHandle(readString(input, 'TaskHandle'))
    const source = queues.findByArn(sourceArn)
    if (!source) throw queueNotFound('SourceArn')
    const { ApproximateNumberOfMessagesMoved } = queues.cancelMoveTask(source, taskId)
    return { ApproximateNumberOfMessagesMoved }
  },
}

/** Only a running task has a handle, because only that can be cancelled. */
const toWireTask = ({ taskId, ...task }: MoveTask): object => ({
  TaskHandle: task.Status === 'RUNNING' ? formatTaskHandle(taskId, task.SourceArn) : undefined,
  ...task,
})

const formatTaskHandle = (taskId: string, sourceArn: string): string =>
  Buffer.from(JSON.stringify({ taskId, sourceArn })).toString('base64')

function parseTaskHandle(handle: string): { taskId: string; sourceArn: string } {
  try {
    const { taskId, sourceArn } = JSON.parse(Buffer.from(handle, 'base64').toString()) as Record<
      string,
      unknown
    >
    if (typeof taskId === 'string' && typeof sourceArn === 'string') return { taskId, sourceArn }
  } catch {
    // It is invalid like any other text.
  }
  throw invalidParameterValue('Value for parameter TaskHandle is invalid.')
}

const getDeadLetterArn = ({ RedrivePolicy }: Readonly<Record<string, string>>) =>
  parseRedrivePolicy(RedrivePolicy)?.deadLetterTargetArn
