import { mturkOperations } from '../mturk/endpoint.js'
import { snsActions } from '../services/sns/actions.js'
import { sqsActions } from '../services/sqs/actions.js'
import { stsActions } from '../services/sts/endpoint.js'

/** The AWS services that answer on the port. */
export type ServiceName = 'mturk' | 'sqs' | 'sns' | 'sts'

/** Whether a service has an operation of this name. */
export function isOperation(service: string, operation: string): boolean {
  switch (service) {
    case 'mturk':
      return mturkOperations.has(operation)
    case 'sqs':
      return Object.hasOwn(sqsActions, operation)
    case 'sns':
      return Object.hasOwn(snsActions, operation)
    case 'sts':
      return stsActions.has(operation)
    default:
      return false
  }
}
