/** The request was understood and refused: HTTP 400. */
export class RequestError extends Error {
  override readonly name = 'RequestError'
  readonly turkErrorCode: string
  /** Most messages end with the server's time; a few are known not to. */
  readonly withTimestamp: boolean

  constructor(turkErrorCode: string, message: string, { withTimestamp = true } = {}) {
    super(message)
    this.turkErrorCode = turkErrorCode
    this.withTimestamp = withTimestamp
  }
}

/** A value is well formed but not valid here: HTTP 400, an error that the model does not list. */
export class ParameterValidationError extends Error {
  override readonly name = 'ParameterValidationError'
}

/** The framework refuses a request before any operation runs: HTTP 400, `message` in lower case. */
export class ValidationException extends Error {
  override readonly name = 'ValidationException'

  constructor(errors: readonly string[]) {
    const count = errors.length === 1 ? '1 validation error' : `${errors.length} validation errors`
    super(`${count} detected: ${errors.join('; ')}`)
  }
}

/** The destination of a test event did not accept it: HTTP 500. */
export class InternalFailure extends Error {
  override readonly name = 'InternalFailure'
}

/** The emulator failed: HTTP 500. The cause is for the log, never for the caller. */
export class ServiceFault extends Error {
  override readonly name = 'ServiceFault'
  readonly turkErrorCode = 'AWS.MechanicalTurk.ServiceFault'

  constructor(cause: unknown) {
    super('An internal error occurred.', { cause })
  }
}

/** A worker's action is not allowed now; the message is for workers to read. */
export class WorkerError extends Error {
  override readonly name = 'WorkerError'
}

const mturkError = (code: string, message: string) =>
  new RequestError(`AWS.MechanicalTurk.${code}`, message)

export const valueNotValid = (value: string, parameter: string) =>
  new ParameterValidationError(`The value "${value}" is not valid for the parameter ${parameter}.`)

export const hitTypeDoesNotExist = (id: string) =>
  mturkError('HITTypeDoesNotExist', `HIT type ${id} does not exist.`)

export const notificationOrActiveMissing = () =>
  mturkError(
    'InvalidParameterValue',
    'You must specify either the Notification parameter or the Active parameter.',
  )

export const notificationSpecificationMissing = (hitTypeId: string) =>
  mturkError(
    'InvalidParameterValue',
    `The HIT type ${hitTypeId} has no notification specification yet. Give one with Notification.`,
  )

export const onlyForTestEvents = (eventType: string) =>
  mturkError(
    'InvalidParameterValue',
    `The event type ${eventType} is only valid for the SendTestEventNotification operation.`,
  )

export const hitDoesNotExist = (id: string) =>
  mturkError('HITDoesNotExist', `Hit ${id} does not exist.`)

export const assignmentDoesNotExist = (id: string) =>
  mturkError('AssignmentDoesNotExist', `Assignment ${id} does not exist.`)

/** Captured (NRGI#1384), for every other status. */
export const assignmentNotSubmitted = () =>
  mturkError('InvalidAssignmentState', 'This operation can be called with a status of: Submitted')

/** GetAssignment of an assignment that is not submitted; client code matches this text. */
export const assignmentNotVisible = () =>
  mturkError(
    'InvalidAssignmentState',
    'This operation can be called with a status of: Reviewable,Approved,Rejected',
  )

/** Captured (api-mturk#28, ParlAI#2957): the service does not see the submission yet. */
export const assignmentStatusNull = () =>
  mturkError('InvalidAssignmentState', 'This operation can be called with a status of: null')

export const hitTooNew = (id: string) =>
  mturkError('InvalidHITState', `The HIT ${id} was created a moment ago and cannot be changed yet.`)

export const overrideTooLate = () =>
  mturkError(
    'InvalidAssignmentState',
    'A rejection can be overridden within 30 days of the submission only.',
  )

/** Captured (boto3#2107), two spaces included. */
export const hitStateNotAllowed = (allowedStates: readonly string[], state: string) =>
  mturkError(
    'InvalidHITState',
    `This HIT is currently in the state '${state}'.  This operation can be called with a status of: ${allowedStates.join(', ')}`,
  )

export const hitAlreadyExists = (id: string) =>
  mturkError('HitAlreadyExists', `The HIT with ID "${id}" already exists.`)

export const tokenAlreadyProcessed = (token: string) =>
  mturkError(
    'IdempotencyTokenAlreadyProcessed',
    `The idempotency token "${token}" has already been processed.`,
  )

export const assignmentIncreaseNotAllowed = () =>
  mturkError(
    'InvalidMaximumAssignmentsIncrease',
    'A HIT created with fewer than 10 assignments cannot be extended to have 10 or more.',
  )

export const outOfRange = (name: string, value: number, min: number, max: number) =>
  mturkError(
    'InvalidParameterValue',
    `The value ${value} of ${name} must be from ${min} to ${max}.`,
  )

/** The first text is captured of another parameter (mturk-python#4), two spaces included. */
export const lengthOutOfRange = (name: string, min: number, max: number) =>
  mturkError(
    'InvalidParameterValue',
    min > 0
      ? `Your request parameter ${name}  has a minimum length of ${min} and a maximum length of ${max}.`
      : `Your request parameter ${name}  has a maximum length of ${max}.`,
  )

export const controlCharactersNotAllowed = (name: string) =>
  mturkError(
    'InvalidParameterValue',
    `Your request parameter ${name} has control characters in it.`,
  )

export const exactlyOneRequired = (names: readonly string[]) =>
  mturkError('InvalidParameterValue', `Exactly one of ${names.join(' and ')} must be given.`)

export const hitHasAssignments = (hitId: string) =>
  mturkError(
    'InvalidHITState',
    `The HIT type of HIT ${hitId} cannot be changed after work was accepted.`,
  )

export const hitLayoutDoesNotExist = (id: string) =>
  mturkError('HITLayoutDoesNotExist', `HIT layout ${id} does not exist.`)

/** The text is captured (boto3#3056), its code is not. */
export const layoutParametersMissing = (names: readonly string[]) =>
  mturkError(
    'InvalidParameterValue',
    `Your request is missing required parameters. Required parameters include HITLayoutParameter. You have not provided all required HITLayout parameters. Missing parameter names: ${names.join(', ')}`,
  )

/** Captured (Dallinger#3152). */
export const qualificationTypeAlreadyExists = () =>
  mturkError(
    'QualificationTypeAlreadyExists',
    "You have already created a QualificationType with this name. A QualificationType's name must be unique among all of the QualificationTypes created by the same user.",
  )

export const qualificationTypeDoesNotExist = (id: string) =>
  mturkError('QualificationTypeDoesNotExist', `QualificationType ${id} does not exist.`)

/** Captured for deleting twice, with both statuses (legacy, 2015). */
export const qualificationTypeStateNotAllowed = (allowedStates: readonly string[]) =>
  mturkError(
    'InvalidQualificationTypeState',
    `This operation can be called with a status of: ${allowedStates.join(',')}`,
  )

/** Captured (Dallinger#3331). */
export const qualificationDoesNotExist = () =>
  mturkError('QualificationDoesNotExist', 'You requested a Qualification that does not exist.')

export const qualificationNotGranted = () =>
  mturkError('InvalidQualificationState', 'This operation can be called with a status of: Granted')

export const qualificationRequestDoesNotExist = (id: string) =>
  mturkError('QualificationRequestDoesNotExist', `QualificationRequest ${id} does not exist.`)

export const qualificationRequestNotPending = () =>
  mturkError(
    'InvalidQualificationRequestState',
    'This operation can be called with a status of: Submitted',
  )

export const qualificationTestRequires = (requirement: string) =>
  mturkError('InvalidParameterValue', `A qualification test needs ${requirement}.`)

export const requirementNotValid = (reason: string) => mturkError('InvalidParameterValue', reason)

export const reviewPolicyNotValid = (reason: string) => mturkError('InvalidParameterValue', reason)

/** Captured (Mephisto#342), the two spaces at its end included, and no number after them. */
export const insufficientFunds = () =>
  new RequestError(
    'AWS.MechanicalTurk.InsufficientFunds',
    'This Requester has insufficient funds in their account to complete this transaction. Please visit https://requester.mturk.com/prepayments/new to purchase Prepaid HITs.  ',
    { withTimestamp: false },
  )

export const uploadDoesNotExist = (assignmentId: string, questionIdentifier: string) =>
  mturkError(
    'InvalidParameterValue',
    `The assignment ${assignmentId} has no file for the question ${questionIdentifier}.`,
  )

/** The opening is captured (boto#605); of 2017 only that the type is this one (boto3#2108). */
export const xmlNotValid = (details: string) =>
  new ParameterValidationError(
    `There was an error parsing the XML question or answer data in your request. Please make sure the data is well-formed and validates against the appropriate schema. Details: ${details}`,
  )
