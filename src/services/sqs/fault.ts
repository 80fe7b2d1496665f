/** A refusal of SQS's, in both of its protocols. */
export class QueueFault extends Error {
  override readonly name = 'QueueFault'
  /** The name of the error in the JSON protocol, as `QueueDoesNotExist`. */
  readonly type: string
  /** Its code in the older query protocol, as `AWS.SimpleQueueService.NonExistentQueue`. */
  readonly code: string
  readonly status: number

  constructor(type: string, message: string, { code = type, status = 400 } = {}) {
    super(message)
    this.type = type
    this.code = code
    this.status = status
  }
}

const old = (name: string) => ({ code: `AWS.SimpleQueueService.${name}` })

export const queueDoesNotExist = () =>
  new QueueFault(
    'QueueDoesNotExist',
    'The specified queue does not exist.',
    old('NonExistentQueue'),
  )

export const queueNameExists = (attribute: string) =>
  new QueueFault(
    'QueueNameExists',
    `A queue already exists with the same name and a different value for attribute ${attribute}`,
    { code: 'QueueAlreadyExists' },
  )

/** Ours: SQS has room for everybody. */
export const tooManyWait = () =>
  new QueueFault(
    'RequestThrottled',
    'Too many wait for messages already. Start mturk-local with a larger --long-polls.',
  )

export const missingParameter = (name: string) =>
  new QueueFault('MissingParameter', `The request must contain the parameter ${name}.`)

export const invalidValue = (message: string) => new QueueFault('InvalidParameterValue', message)

export const badValue = (name: string, value: unknown, reason: string) =>
  invalidValue(`Value ${String(value)} for parameter ${name} is invalid. Reason: ${reason}`)

export const unknownAttribute = (name: string) =>
  new QueueFault('InvalidAttributeName', `Unknown Attribute ${name}.`)

export const invalidAttribute = (name: string) =>
  new QueueFault('InvalidAttributeValue', `Invalid value for the parameter ${name}.`)

export const receiptHandleInvalid = (handle: string) =>
  new QueueFault(
    'ReceiptHandleIsInvalid',
    `The input receipt handle "${handle}" is not a valid receipt handle.`,
  )

export const receiptHandleExpired = (handle: string) =>
  badValue('ReceiptHandle', handle, 'The receipt handle has expired.')

export const messageNotInFlight = () =>
  new QueueFault(
    'MessageNotInflight',
    'The message is not in flight, so its visibility cannot be changed.',
    old('MessageNotInflight'),
  )

export const invalidContents = () =>
  new QueueFault(
    'InvalidMessageContents',
    'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF',
  )

export const tooLong = (most: number) =>
  invalidValue(
    `One or more parameters are invalid. Reason: Message must be shorter than ${most} bytes.`,
  )

export const overLimit = (message: string) => new QueueFault('OverLimit', message, { status: 403 })

export const purgeInProgress = (name: string) =>
  new QueueFault(
    'PurgeQueueInProgress',
    `Only one PurgeQueue operation on ${name} is allowed every 60 seconds.`,
    { ...old('PurgeQueueInProgress'), status: 403 },
  )

export const emptyBatch = (entry: string) =>
  new QueueFault(
    'EmptyBatchRequest',
    `There should be at least one ${entry} in the request.`,
    old('EmptyBatchRequest'),
  )

export const tooManyEntries = (count: number) =>
  new QueueFault(
    'TooManyEntriesInBatchRequest',
    `Maximum number of entries per request are 10. You have sent ${count}.`,
    old('TooManyEntriesInBatchRequest'),
  )

export const idsNotDistinct = (id: string) =>
  new QueueFault('BatchEntryIdsNotDistinct', `Id ${id} repeated.`, old('BatchEntryIdsNotDistinct'))

export const invalidBatchId = () =>
  new QueueFault(
    'InvalidBatchEntryId',
    'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
    old('InvalidBatchEntryId'),
  )

export const batchTooLong = (most: number, length: number) =>
  new QueueFault(
    'BatchRequestTooLong',
    `Batch requests cannot be longer than ${most} bytes. You have sent ${length} bytes.`,
    old('BatchRequestTooLong'),
  )

export const resourceNotFound = (message: string) =>
  new QueueFault('ResourceNotFoundException', message, { status: 404 })
