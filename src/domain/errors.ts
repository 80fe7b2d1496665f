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

/**
 * A parameter has a value that the service does not take: HTTP 400, an error the model does not
 * list. Every captured one is of a bad value, so all of those are (boto3#2108, boto3#2277,
 * boto3#2355, boto3#2402, aws-sdk-java#1817, Mephisto#695).
 */
export class ParameterValidationError extends Error {
  override readonly name = 'ParameterValidationError'
  readonly parameter: string
  readonly turkErrorCode: string
  /** What to do about it here, for the log and a header of our own; not part of the answer. */
  readonly hint: string | undefined

  constructor(
    parameter: string,
    message: string,
    {
      turkErrorCode = 'AWS.MechanicalTurk.InvalidParameterValue',
      hint,
    }: ParameterErrorOptions = {},
  ) {
    super(message)
    this.parameter = parameter
    this.turkErrorCode = turkErrorCode
    this.hint = hint
  }
}

interface ParameterErrorOptions {
  readonly turkErrorCode?: string
  readonly hint?: string
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

/** Captured whole (boto3#2108). A reason follows as a sentence, and one more full stop (Mephisto#695). */
export const valueNotValid = (
  value: string,
  parameter: string,
  { reason, hint }: { readonly reason?: string; readonly hint?: string } = {},
) => {
  const sentence = reason === undefined ? '' : ` ${reason}.`
  return new ParameterValidationError(
    parameter,
    `The value "${value}" is not valid for the parameter ${parameter}.${sentence}`,
    { hint },
  )
}

/** Captured (boto3#2355, aws-sdk-java#2055): a worker of the other environment, or none. */
export const workerNotKnown = (workerId: string) =>
  valueNotValid(workerId, 'WorkerId', {
    hint: `No worker ${workerId} is known here. A worker is known once the init file, the worker API or the worker site has named it: PUT /_mturk/workers/${workerId} is enough.`,
  })

/** Captured (aws-sdk-java#1817, aws-sdk-ruby#2065); the code is of Amazon's own Perl SDK. */
export const outOfRange = (parameter: string, value: number, min: number, max: number) =>
  new ParameterValidationError(
    parameter,
    `The value ${value} is invalid for ${parameter}. Valid values range from ${min} to ${max}.`,
    { turkErrorCode: 'AWS.ParameterOutOfRange' },
  )

/** Captured (boto#142, boto3#3056); the code is of Amazon's own Perl SDK. */
export const parameterMissing = (parameter: string, details = '') =>
  new ParameterValidationError(
    parameter,
    `Your request is missing required parameters. Required parameters include ${parameter}.${details}`,
    { turkErrorCode: 'AWS.MissingParameters' },
  )

const emojiHint =
  'MTurk does not take characters beyond U+FFFF, such as emoji. In HTML, write them as character references: &#128512;.'

/** Captured of a question with an emoji, whose value it leaves out: two spaces (boto3#2277). */
export const charactersNotSupported = (parameter: string) =>
  new ParameterValidationError(
    parameter,
    `The value  is not valid for the parameter ${parameter}.`,
    { hint: emojiHint },
  )

export const hitTypeDoesNotExist = (id: string) =>
  mturkError('HITTypeDoesNotExist', `HIT type ${id} does not exist.`)

export const notificationSpecificationMissing = (hitTypeId: string) =>
  parameterMissing(
    'Notification',
    ` The HIT type ${hitTypeId} has no notification specification yet.`,
  )

export const onlyForTestEvents = (eventType: string) =>
  valueNotValid(eventType, 'EventTypes', {
    reason: 'It is only valid for the SendTestEventNotification operation',
  })

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

/** The text is captured of another parameter (mturk-python#4), two spaces included. */
export const lengthTooShort = (parameter: string, min: number) =>
  new ParameterValidationError(
    parameter,
    `Your request parameter ${parameter}  has a minimum length of ${min}.`,
  )

export const lengthTooLong = (parameter: string, max: number) =>
  new ParameterValidationError(
    parameter,
    `Your request parameter ${parameter}  has a maximum length of ${max}.`,
  )

export const controlCharactersNotAllowed = (parameter: string) =>
  new ParameterValidationError(
    parameter,
    `Your request parameter ${parameter} has control characters in it.`,
  )

export const exactlyOneRequired = (names: readonly [string, string]) =>
  new ParameterValidationError(names[0], `Exactly one of ${names.join(' and ')} must be given.`)

export const hitHasAssignments = (hitId: string) =>
  mturkError(
    'InvalidHITState',
    `The HIT type of HIT ${hitId} cannot be changed after work was accepted.`,
  )

export const hitLayoutDoesNotExist = (id: string) =>
  mturkError('HITLayoutDoesNotExist', `HIT layout ${id} does not exist.`)

/** Captured (boto3#3056). */
export const layoutParametersMissing = (names: readonly string[]) =>
  parameterMissing(
    'HITLayoutParameter',
    ` You have not provided all required HITLayout parameters. Missing parameter names: ${names.join(', ')}`,
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

export const reviewPolicyNotValid = (reason: string) =>
  new ParameterValidationError('ReviewPolicy', reason)

/** Captured (Mephisto#342), the two spaces at its end included, and no number after them. */
export const insufficientFunds = () =>
  new RequestError(
    'AWS.MechanicalTurk.InsufficientFunds',
    'This Requester has insufficient funds in their account to complete this transaction. Please visit https://requester.mturk.com/prepayments/new to purchase Prepaid HITs.  ',
    { withTimestamp: false },
  )

export const uploadDoesNotExist = (assignmentId: string, questionIdentifier: string) =>
  valueNotValid(questionIdentifier, 'QuestionIdentifier', {
    reason: `The assignment ${assignmentId} has no file for this question`,
  })

/** The opening is captured and so is the code, both of the API before 2017 (boto#605). */
export const xmlNotValid = (parameter: string, details: string) =>
  new ParameterValidationError(
    parameter,
    `There was an error parsing the XML question or answer data in your request. Please make sure the data is well-formed and validates against the appropriate schema. Details: ${details}`,
    { turkErrorCode: 'AWS.MechanicalTurk.XMLParseError' },
  )

/** Captured (coco-ui pull request 4), two spaces included; the code is of Amazon's SDKs before 2017. */
export const htmlNotValid = (errors: string, html: string) =>
  new ParameterValidationError(
    'Question',
    `There was an error parsing the HTML5 data in your request.  Please make sure the data is well-formed and validates as HTML5. Details: Errors: ${errors} Invalid content: ${html}`,
    { turkErrorCode: 'AWS.MechanicalTurk.XHTMLParseError' },
  )

/** Captured (Mephisto#695), with both of its full stops. */
export const httpsRequired = (url: string) =>
  valueNotValid(url, 'ExternalURL', {
    reason: 'This URL must use the HTTPS protocol.',
    hint: 'Here http is accepted for the names and addresses of this machine and of private networks.',
  })

/** Captured of the API before 2017 (simple-amt#23), as is the code. */
export const countryNotKnown = (country: string, known: readonly string[]) =>
  new ParameterValidationError(
    'Country',
    `The value "${country}" you specified for Locale ISO 3166-1 alpha-2 Country Codes is invalid. Expected values [${known.join(', ')}].`,
    { turkErrorCode: 'AWS.InvalidEnumeratedParameter' },
  )
