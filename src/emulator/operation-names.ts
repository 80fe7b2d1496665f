import * as operations from '../mturk/operations/index.js'
import { snsActions as topicActions } from '../services/sns/actions.js'
import { sqsActions as queueActions } from '../services/sqs/actions.js'

const operationsByService: Readonly<Record<string, object>> = {
  mturk: operations,
  sqs: queueActions,
  sns: topicActions,
}

/** Whether a service, `mturk`, `sqs` or `sns`, has an operation of this name. */
export const isOperation = (service: string, operation: string): boolean =>
  Object.hasOwn(operationsByService[service] ?? {}, operation)
