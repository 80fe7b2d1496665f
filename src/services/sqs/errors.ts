/** An error response of SQS, in both protocols. */
export class SqsError extends Error {
  override readonly name = 'SqsError'
  /** The type of the error in the JSON protocol, such as `QueueDoesNotExist`. */
  readonly type: string
  /** Its code in the query protocol, such as `AWS.SimpleQueueService.NonExistentQueue`. */
  readonly code: string
  readonly status: number
  /** The message in the query protocol, where it differs. */
  readonly queryMessage: string

  constructor(
    type: string,
    message: string,
    { code = type, status = 400, queryMessage = message } = {},
  ) {
    super(message)
    this.type = type
    this.code = code
    this.status = status
    this.queryMessage = queryMessage
  }
}

const legacyCode = (name: string) => ({ code: `AWS.SimpleQueueService.${name}` })

export const queueDoesNotExist = () =>
  new SqsError('QueueDoesNotExist', 'The specified queue does not exist.', {
    ...legacyCode('NonExistentQueue'),
    queryMessage: 'The specified queue does not exist for this wsdl version.',
  })

export const queueNameExists = (attribute: string) =>
  new SqsError(
    'QueueNameExists',
    `A queue already exists with the same name and a different value for attribute ${attribute}`,
    { code: 'QueueAlreadyExists' },
  )

export const queueDeletedRecently = () =>
  new SqsError(
    'QueueDeletedRecently',
    'You must wait 60 seconds after deleting a queue before you can create another with the same name.',
    legacyCode('QueueDeletedRecently'),
  )

/** Our own: SQS has no such limit. */
export const tooManyLongPolls = () =>
  new SqsError(
    'RequestThrottled',
    'Too many long polls are open. Start mturk-local with a larger --long-polls.',
  )

export const missingParameter = (name: string) =>
  new SqsError(
    'MissingRequiredParameterException',
    `The request must contain the parameter ${name}.`,
    { code: 'MissingParameter' },
  )

export const invalidParameterValue = (message: string) =>
  new SqsError('InvalidParameterValueException', message, { code: 'InvalidParameterValue' })

export const invalidParameterReason = (name: string, value: unknown, reason: string) =>
  invalidParameterValue(
    `Value ${String(value)} for parameter ${name} is invalid. Reason: ${reason}`,
  )

export const missingDeduplicationId = () =>
  invalidParameterValue(
    'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
  )

export const unknownAttribute = (name: string) =>
  new SqsError('InvalidAttributeName', `Unknown Attribute ${name}.`)

export const fifoAttribute = (name: string) =>
  new SqsError(
    'InvalidAttributeName',
    `You can specify the ${name} only when FifoQueue is set to true.`,
  )

export const exclusiveEncryption = () =>
  new SqsError(
    'InvalidAttributeName',
    'You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.',
  )

export const invalidAttribute = (name: string, reason?: string) =>
  new SqsError(
    'InvalidAttributeValue',
    `Invalid value for the parameter ${name}.${reason ? ` Reason: ${reason}` : ''}`,
  )

export const receiptHandleInvalid = (handle: string) =>
  new SqsError(
    'ReceiptHandleIsInvalid',
    `The input receipt handle "${handle}" is not a valid receipt handle.`,
  )

export const receiptHandleExpired = (handle: string) =>
  invalidParameterReason('ReceiptHandle', handle, 'The receipt handle has expired.')

export const visibilityNotChangeable = (handle: string) =>
  invalidParameterReason(
    'ReceiptHandle',
    handle,
    'Message does not exist or is not available for visibility timeout change.',
  )

export const messageNotInFlight = () =>
  new SqsError(
    'MessageNotInflight',
    'The message is not in flight, so its visibility cannot be changed.',
    legacyCode('MessageNotInflight'),
  )

export const invalidMessageContents = () =>
  new SqsError(
    'InvalidMessageContents',
    'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF',
  )

export const invalidAttributeContents = (name: string) =>
  invalidParameterValue(
    `Invalid binary character was found in the message body of the message attribute '${name}'.`,
  )

export const messageTooLong = (maxBytes: number, isBatch: boolean) =>
  invalidParameterValue(
    `One or more parameters ${isBatch ? 'cannot be validated' : 'are invalid'}. Reason: Message must be shorter than ${maxBytes} bytes.`,
  )

export const overLimit = (message: string) => new SqsError('OverLimit', message, { status: 403 })

export const purgeInProgress = (name: string) =>
  new SqsError(
    'PurgeQueueInProgress',
    `Only one PurgeQueue operation on ${name} is allowed every 60 seconds.`,
    { ...legacyCode('PurgeQueueInProgress'), status: 403 },
  )

export const emptyBatch = (entry: string) =>
  new SqsError(
    'EmptyBatchRequest',
    `There should be at least one ${entry} in the request.`,
    legacyCode('EmptyBatchRequest'),
  )

export const tooManyEntries = (count: number) =>
  new SqsError(
    'TooManyEntriesInBatchRequest',
    `Maximum number of entries per request are 10. You have sent ${count}.`,
    legacyCode('TooManyEntriesInBatchRequest'),
  )

export const idsNotDistinct = (id: string) =>
  new SqsError(
    'BatchEntryIdsNotDistinct',
    `Id ${id} repeated.`,
    legacyCode('BatchEntryIdsNotDistinct'),
  )

export const invalidBatchId = () =>
  new SqsError(
    'InvalidBatchEntryId',
    'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
    legacyCode('InvalidBatchEntryId'),
  )

export const batchTooLong = (maxBytes: number, length: number) =>
  new SqsError(
    'BatchRequestTooLong',
    `Batch requests cannot be longer than ${maxBytes} bytes. You have sent ${length} bytes.`,
    legacyCode('BatchRequestTooLong'),
  )

export const moveTaskRunning = () =>
  invalidParameterValue(
    'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
  )

export const resourceNotFound = (message: string) =>
  new SqsError('ResourceNotFoundException', message, { status: 404 })
