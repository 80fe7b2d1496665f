/** A refusal of SNS's. */
export class TopicFault extends Error {
  override readonly name = 'TopicFault'
  readonly code: string
  readonly status: number

  constructor(code: string, message: string, status = 400) {
    super(message)
    this.code = code
    this.status = status
  }
}

export const topicDoesNotExist = () => new TopicFault('NotFound', 'Topic does not exist', 404)

export const subscriptionDoesNotExist = () =>
  new TopicFault('NotFound', 'Subscription does not exist', 404)

export const invalid = (message: string) =>
  new TopicFault('InvalidParameter', `Invalid parameter: ${message}`)

export const invalidValue = (message: string) => new TopicFault('ParameterValueInvalid', message)

export const missing = (name: string) =>
  new TopicFault(
    'ValidationError',
    `1 validation error detected: Value null at '${name}' failed to satisfy constraint: Member must not be null`,
  )

export const invalidFilter = (reason: string) => invalid(`FilterPolicy: ${reason}`)

export const invalidAction = (action: string) =>
  new TopicFault('InvalidAction', `Could not find operation ${action} for version 2010-03-31`)

export const batch = {
  empty: () =>
    new TopicFault('EmptyBatchRequest', "The batch request doesn't contain any entries."),
  tooMany: () =>
    new TopicFault(
      'TooManyEntriesInBatchRequest',
      'The batch request contains more entries than permissible.',
    ),
  idsNotDistinct: () =>
    new TopicFault(
      'BatchEntryIdsNotDistinct',
      'Two or more batch entries in the request have the same Id.',
    ),
  invalidId: () =>
    new TopicFault(
      'InvalidBatchEntryId',
      "The Id of a batch entry in a batch request doesn't abide by the specification.",
    ),
  tooLong: () =>
    new TopicFault(
      'BatchRequestTooLong',
      'The length of all the batch messages put together is more than the limit.',
    ),
}
