/** An error response of SNS. */
export class SnsError extends Error {
  override readonly name = 'SnsError'
  readonly code: string
  readonly status: number

  constructor(code: string, message: string, status = 400) {
    super(message)
    this.code = code
    this.status = status
  }
}

export const topicDoesNotExist = () => new SnsError('NotFound', 'Topic does not exist', 404)

export const subscriptionDoesNotExist = () =>
  new SnsError('NotFound', 'Subscription does not exist', 404)

export const invalidParameter = (message: string) =>
  new SnsError('InvalidParameter', `Invalid parameter: ${message}`)

export const parameterValueInvalid = (message: string) =>
  new SnsError('ParameterValueInvalid', message)

export const missingRequiredParameter = (name: string) =>
  new SnsError(
    'ValidationError',
    `1 validation error detected: Value null at '${name}' failed to satisfy constraint: Member must not be null`,
  )

/** An error in the attributes of a Subscribe call. */
export const inAttributes = (error: unknown): unknown =>
  error instanceof SnsError && error.code === 'InvalidParameter'
    ? invalidParameter(`Attributes Reason: ${error.message.replace('Invalid parameter: ', '')}`)
    : error

export const invalidFilterPolicy = (reason: string) => invalidParameter(`FilterPolicy: ${reason}`)

export const invalidAction = (action: string) =>
  new SnsError('InvalidAction', `Could not find operation ${action} for version 2010-03-31`)

export const batchErrors = {
  empty: () => new SnsError('EmptyBatchRequest', "The batch request doesn't contain any entries."),
  tooMany: () =>
    new SnsError(
      'TooManyEntriesInBatchRequest',
      'The batch request contains more entries than permissible.',
    ),
  idsNotDistinct: () =>
    new SnsError(
      'BatchEntryIdsNotDistinct',
      'Two or more batch entries in the request have the same Id.',
    ),
  invalidId: (id: string) =>
    new SnsError(
      'InvalidBatchEntryId',
      id.length > 80
        ? `The Id of a batch entry in the batch request is too long: ${id}`
        : `The Id of a batch entry in the batch request contains an impermissible character: ${id}`,
    ),
  tooLong: () =>
    new SnsError(
      'BatchRequestTooLong',
      'The length of all the messages put together is more than the limit.',
    ),
}
