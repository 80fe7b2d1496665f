import { defaultAccount } from '../../domain/account.js'
import { buildFunctionArn } from './function-arn.js'

/** A queue whose messages a function gets, as Lambda’s event source mappings have it. */
export interface QueueSource {
  readonly queueArn: string
  readonly functionArn: string
  readonly batchSize: number
  /** Whether the function reports the messages that have failed. */
  readonly reportsItemFailures: boolean
}

/** `QUEUE=FUNCTION`, with Lambda’s names of the options after spaces. */
export const queueSourcePattern =
  /^(?:arn:aws[a-z-]*:sqs:[a-z0-9-]+:\d{12}:)?[\w-]{1,80}(?:\.fifo)?=[\w-]{1,64}(?: BatchSize=(?:[1-9]|10)| ReportBatchItemFailures)*$/

/** As many as Lambda takes of a FIFO queue, and of others by default. */
const defaultBatchSize = 10

/** @param region of a queue that is given by its name */
export function parseQueueSource(text: string, region: string): QueueSource {
  const [mapping = '', ...options] = text.split(' ')
  const [queue = '', functionName = ''] = mapping.split('=')
  const queueArn = queue.startsWith('arn:')
    ? queue
    : `arn:aws:sqs:${region}:${defaultAccount}:${queue}`
  const [, , , queueRegion = '', account] = queueArn.split(':')
  const batchSize = options.find((each) => each.startsWith('BatchSize='))
  return {
    queueArn,
    functionArn: buildFunctionArn(functionName, queueRegion, account),
    batchSize: batchSize === undefined ? defaultBatchSize : Number(batchSize.split('=')[1]),
    reportsItemFailures: options.includes('ReportBatchItemFailures'),
  }
}
