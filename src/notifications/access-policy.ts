import { globMatch } from '../core/glob.js'

/** Whether the real service could have delivered to a queue or a topic. */
export interface PolicyVerdict {
  /** Unsure where the service was seen to deliver although no policy allows it. */
  readonly allowed: boolean | 'unsure'
  readonly reason: string
  /** The ARN of the queue or topic; absent if its policy allows it. */
  readonly resource?: string
  /** A policy that would allow it, ready to paste; absent if the present one does. */
  readonly suggestedPolicy?: string
}

export interface PolicyRequest {
  readonly transport: 'SQS' | 'SNS'
  /** The ARN of the queue or topic. */
  readonly resource: string
  /** The requester's account: `aws:SourceAccount`. */
  readonly account: string
}

/** The service principal, and the user that older scripts name instead (notifications.md, section e). */
const servicePrincipal = 'mturk-requester.amazonaws.com'
const legacyPrincipals = [
  'arn:aws:iam::755651556756:user/MTurk-SQS',
  'arn:aws:iam::755651556756:root',
  '755651556756',
]

/** The statement that SNS gives to a topic that has no policy of its own. */
const defaultStatementId = '__default_statement_ID'

interface Statement {
  readonly Sid?: unknown
  readonly Effect?: unknown
  readonly Principal?: unknown
  readonly Action?: unknown
  readonly Resource?: unknown
  readonly Condition?: unknown
  readonly NotPrincipal?: unknown
  readonly NotAction?: unknown
  readonly NotResource?: unknown
}

/** Evaluates a policy: the JSON text of the `Policy` attribute of a queue or topic. */
export function evaluatePolicy(policy: string | undefined, request: PolicyRequest): PolicyVerdict {
  const deny = (reason: string): PolicyVerdict => ({
    allowed: false,
    reason,
    resource: request.resource,
    suggestedPolicy: suggestPolicy(request),
  })
  if (!policy) return judgeWithoutPolicy(request)

  const statements = parseStatements(policy)
  if (!statements) return deny('Its policy is not a JSON document with statements.')

  if (statements.every(({ Sid }) => Sid === defaultStatementId)) return judgeWithoutPolicy(request)
  const applicable = statements.filter((statement) => statementApplies(statement, request))
  if (applicable.some(({ Effect }) => Effect === 'Deny'))
    return deny('A statement of its policy denies it.')
  if (applicable.some(({ Effect }) => Effect === 'Allow'))
    return { allowed: true, reason: 'A statement of its policy allows it.' }
  return deny(`No statement of its policy lets ${servicePrincipal} ${requiredAction(request)}.`)
}

/** MTurk was seen to deliver to a topic without a policy (Dallinger, 2025); of queues nothing is known. */
const judgeWithoutPolicy = (request: PolicyRequest): PolicyVerdict =>
  request.transport === 'SNS'
    ? {
        allowed: 'unsure',
        reason:
          'It has no policy of its own. MTurk was seen to deliver to such topics, against its documentation.',
        resource: request.resource,
        suggestedPolicy: suggestPolicy(request),
      }
    : {
        allowed: false,
        reason: 'It has no policy, so only its owner may send to it.',
        resource: request.resource,
        suggestedPolicy: suggestPolicy(request),
      }

function parseStatements(policy: string): readonly Statement[] | undefined {
  try {
    const { Statement: statement } = JSON.parse(policy) as { Statement?: unknown }
    return toArray(statement).filter(
      (each): each is Statement => typeof each === 'object' && each !== null,
    )
  } catch {
    return undefined
  }
}

const statementApplies = (statement: Statement, request: PolicyRequest): boolean =>
  (statement.NotPrincipal === undefined
    ? matchesPrincipal(statement.Principal)
    : !matchesPrincipal(statement.NotPrincipal)) &&
  (statement.NotAction === undefined
    ? matchesAny(statement.Action, requiredAction(request).toLowerCase(), lowerCase)
    : !matchesAny(statement.NotAction, requiredAction(request).toLowerCase(), lowerCase)) &&
  (statement.NotResource === undefined
    ? statement.Resource === undefined || matchesAny(statement.Resource, request.resource)
    : !matchesAny(statement.NotResource, request.resource)) &&
  evaluateConditions(statement.Condition, request)

function matchesPrincipal(principal: unknown): boolean {
  if (principal === '*') return true
  if (typeof principal !== 'object' || principal === null) return false
  const { Service, AWS } = principal as { Service?: unknown; AWS?: unknown }
  return (
    toArray(Service).some((name) => name === servicePrincipal || name === '*') ||
    toArray(AWS).some((name) => name === '*' || legacyPrincipals.some((legacy) => legacy === name))
  )
}

/** Condition keys of the service's requests; conditions on other keys do not match. */
function evaluateConditions(condition: unknown, policyRequest: PolicyRequest): boolean {
  if (condition === undefined) return true
  if (typeof condition !== 'object' || condition === null) return false
  const context: Readonly<Record<string, string>> = {
    'aws:sourceaccount': policyRequest.account,
    'aws:securetransport': 'true',
    'aws:principalservicename': servicePrincipal,
    'aws:principalisawsservice': 'true',
  }
  return Object.entries(condition).every(([operator, keys]) =>
    Object.entries((keys ?? {}) as object).every(([key, expected]) =>
      evaluateCondition(
        operator,
        context[key.toLowerCase()],
        toArray(expected).flatMap(toComparable),
      ),
    ),
  )
}

/** A value that a condition can compare; nested lists are not. */
const toComparable = (value: unknown): readonly string[] =>
  typeof value === 'object' ? [] : [String(value)]

function evaluateCondition(
  operator: string,
  actual: string | undefined,
  expected: readonly string[],
): boolean {
  const optional = operator.endsWith('IfExists')
  if (actual === undefined) return optional || /Not/.test(operator)
  switch (operator.replace(/IfExists$/, '')) {
    case 'StringEquals':
    case 'ArnEquals':
      return expected.includes(actual)
    case 'StringEqualsIgnoreCase':
    case 'Bool':
      return expected.some((each) => each.toLowerCase() === actual.toLowerCase())
    case 'StringNotEquals':
      return !expected.includes(actual)
    case 'StringLike':
    case 'ArnLike':
      return expected.some((pattern) => globMatch(pattern, actual))
    case 'StringNotLike':
      return !expected.some((pattern) => globMatch(pattern, actual))
    case 'NumericEquals':
      return expected.some((each) => Number(each) === Number(actual))
    default:
      return false
  }
}

const requiredAction = ({ transport }: PolicyRequest): string =>
  transport === 'SQS' ? 'sqs:SendMessage' : 'sns:Publish'

const matchesAny = (patterns: unknown, text: string, normalize = (pattern: string) => pattern) =>
  toArray(patterns).some((each) => typeof each === 'string' && globMatch(normalize(each), text))

const lowerCase = (text: string): string => text.toLowerCase()

const toArray = (value: unknown): readonly unknown[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]

/** Composed from Amazon's documentation: the principal, the action, and both conditions. */
export const suggestPolicy = (request: PolicyRequest): string =>
  JSON.stringify(
    {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'MTurkOnly',
          Effect: 'Allow',
          Principal: { Service: servicePrincipal },
          Action: requiredAction(request),
          Resource: request.resource,
          Condition: {
            StringEquals: { 'aws:SourceAccount': request.account },
            Bool: { 'aws:SecureTransport': 'true' },
          },
        },
      ],
    },
    null,
    2,
  )
