import { list, oneOf, required, string, structure } from '../../core/schema/shape.js'
import { outOfRange } from '../../domain/errors.js'
import { checkLength } from '../../domain/hit-type.js'
import { CustomerId } from '../../domain/shapes/scalars.js'
import {
  formatWorkerAddress,
  formatWorkerEmail,
  parseWorkerAddress,
} from '../../domain/worker-email.js'
import type { UnitOfWork } from '../unit-of-work.js'
import { defineOperation } from './operation.js'

/**
 * Sends an email to workers, up to a hundred at a time. A worker who cannot be notified does not
 * fail the call. It is a hard failure when no work of the worker was reviewed, and a soft one, worth
 * another call, when the mail server did not accept the email.
 */
export const NotifyWorkers = defineOperation({
  name: 'NotifyWorkers',
  input: structure({
    Subject: required(string()),
    MessageText: required(string()),
    WorkerIds: required(list(CustomerId)),
  }),
  output: structure({
    NotifyWorkersFailureStatuses: list(
      structure({
        NotifyWorkersFailureCode: oneOf('SoftFailure', 'HardFailure'),
        NotifyWorkersFailureMessage: string(),
        WorkerId: CustomerId,
      }),
    ),
  }),

  async run({ Subject, MessageText, WorkerIds }, context) {
    checkLength('Subject', Subject, 1, 200)
    checkLength('MessageText', MessageText, 1, 4096)
    if (WorkerIds.length > 100) throw outOfRange('WorkerIds', WorkerIds.length, 1, 100)

    const failures = []
    for (const workerId of new Set(WorkerIds)) {
      if (await hasWorkedFor(context, workerId))
        await context.emailWorker({
          to: formatWorkerAddress(workerId),
          subject: Subject,
          text: formatWorkerEmail(
            context.getCustomerId(),
            MessageText,
            `${context.baseUrl}/worker`,
          ),
        })
      else
        failures.push({
          NotifyWorkersFailureCode: 'HardFailure' as const,
          // The text that MTurkR#29 shows.
          NotifyWorkersFailureMessage:
            'Cannot send a notification to a worker who has not done any work for you',
          WorkerId: workerId,
        })
    }
    return { NotifyWorkersFailureStatuses: failures }
  },

  afterDelivery({ NotifyWorkersFailureStatuses = [] }, deliveries) {
    const softFailures = deliveries
      .filter(({ status }) => status === 'failed')
      .map(({ destination, attempts }) => ({
        NotifyWorkersFailureCode: 'SoftFailure' as const,
        NotifyWorkersFailureMessage: `The message could not be sent: ${attempts.at(-1)?.error ?? 'no reason given'}`,
        WorkerId: parseWorkerAddress(destination),
      }))
    return { NotifyWorkersFailureStatuses: [...NotifyWorkersFailureStatuses, ...softFailures] }
  },
})

/** "…only if you have previously approved or rejected work from the Worker." */
async function hasWorkedFor({ account, store }: UnitOfWork, workerId: string): Promise<boolean> {
  const status = ['Approved', 'Rejected']
  return (await store.assignments.count({ account, workerId, status })) > 0
}
