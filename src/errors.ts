/** The request was understood and refused: HTTP 400, the caller's to mend. */
export class RequestError extends Error {
  override readonly name = 'RequestError'
  readonly turkErrorCode: string
  /** Most messages end in the server's time; a few of the service's texts are known to carry none. */
  readonly timed: boolean

  constructor(turkErrorCode: string, message: string, { timed = true } = {}) {
    super(message)
    this.turkErrorCode = turkErrorCode
    this.timed = timed
  }
}

/** A value is well formed but means nothing here: HTTP 400, a fault the model does not list. */
export class ParameterValidationError extends Error {
  override readonly name = 'ParameterValidationError'
}

/** The framework's refusal, before any operation runs: HTTP 400, `message` in lower case. */
export class ValidationException extends Error {
  override readonly name = 'ValidationException'

  constructor(faults: readonly string[]) {
    const count = faults.length === 1 ? '1 validation error' : `${faults.length} validation errors`
    super(`${count} detected: ${faults.join('; ')}`)
  }
}

/** What the service answers when a destination does not take a test event: HTTP 500. */
export class InternalFailure extends Error {
  override readonly name = 'InternalFailure'
}

/** We failed: HTTP 500. The cause is for our log, never for the caller. */
export class ServiceFault extends Error {
  override readonly name = 'ServiceFault'
  readonly turkErrorCode = 'AWS.MechanicalTurk.ServiceFault'

  constructor(cause: unknown) {
    super('An internal error occurred.', { cause })
  }
}

const turk = (code: string, message: string) =>
  new RequestError(`AWS.MechanicalTurk.${code}`, message)

export const valueNotValid = (value: string, parameter: string) =>
  new ParameterValidationError(`The value "${value}" is not valid for the parameter ${parameter}.`)

export const notThereYet = (operation: string) =>
  turk('NotImplemented', `mturk-local does not have the operation ${operation} yet.`)

export const hitTypeDoesNotExist = (id: string) =>
  turk('HITTypeDoesNotExist', `HIT type ${id} does not exist.`)

export const notificationOrActiveMissing = () =>
  turk(
    'InvalidParameterValue',
    'You must specify either the Notification parameter or the Active parameter.',
  )

export const noSpecificationYet = (hitTypeId: string) =>
  turk(
    'InvalidParameterValue',
    `The HIT type ${hitTypeId} has no notification specification yet. Give one with Notification.`,
  )

export const onlyForTestEvents = (eventType: string) =>
  turk(
    'InvalidParameterValue',
    `The event type ${eventType} is only valid for the SendTestEventNotification operation.`,
  )
