/** Whether the real service could have delivered to a queue or a topic, and if not, what to mend. */
export interface PolicyVerdict {
  readonly allowed: boolean
  readonly reason: string
  /** A policy that would do, ready to be pasted; given when this one does not. */
  readonly remedy?: string
}

export interface PolicyCase {
  readonly transport: 'SQS' | 'SNS'
  /** The ARN of the queue or topic. */
  readonly resource: string
  /** The account the requester is linked to: what `aws:SourceAccount` is. */
  readonly account: string
}

/** The service principal, and the user that older scripts name instead (notifications.md, section e). */
const servicePrincipal = 'mturk-requester.amazonaws.com'
const legacyPrincipals = [
  'arn:aws:iam::755651556756:user/MTurk-SQS',
  'arn:aws:iam::755651556756:root',
  '755651556756',
]

interface Statement {
  readonly Effect?: unknown
  readonly Principal?: unknown
  readonly Action?: unknown
  readonly Resource?: unknown
  readonly Condition?: unknown
  readonly NotPrincipal?: unknown
  readonly NotAction?: unknown
  readonly NotResource?: unknown
}

/** Judges a policy, the JSON text of the queue's or topic's `Policy` attribute. */
export function judge(policy: string | undefined, about: PolicyCase): PolicyVerdict {
  const refuse = (reason: string): PolicyVerdict => ({
    allowed: false,
    reason,
    remedy: remedyFor(about),
  })
  if (!policy) return refuse('It has no policy, so only its owner may send to it.')

  const statements = statementsOf(policy)
  if (!statements) return refuse('Its policy is not a JSON document with statements.')

  const applying = statements.filter((statement) => applies(statement, about))
  if (applying.some(({ Effect }) => Effect === 'Deny'))
    return refuse('A statement of its policy denies it.')
  if (applying.some(({ Effect }) => Effect === 'Allow'))
    return { allowed: true, reason: 'A statement of its policy allows it.' }
  return refuse(`No statement of its policy lets ${servicePrincipal} ${actionOf(about)}.`)
}

function statementsOf(policy: string): readonly Statement[] | undefined {
  try {
    const { Statement: statement } = JSON.parse(policy) as { Statement?: unknown }
    return listed(statement).filter(
      (each): each is Statement => typeof each === 'object' && each !== null,
    )
  } catch {
    return undefined
  }
}

const applies = (statement: Statement, about: PolicyCase): boolean =>
  (statement.NotPrincipal === undefined
    ? namesUs(statement.Principal)
    : !namesUs(statement.NotPrincipal)) &&
  (statement.NotAction === undefined
    ? listed(statement.Action).some((action) => matches(action, actionOf(about), 'i'))
    : !listed(statement.NotAction).some((action) => matches(action, actionOf(about), 'i'))) &&
  (statement.NotResource === undefined
    ? statement.Resource === undefined ||
      listed(statement.Resource).some((resource) => matches(resource, about.resource))
    : !listed(statement.NotResource).some((resource) => matches(resource, about.resource))) &&
  holds(statement.Condition, about)

function namesUs(principal: unknown): boolean {
  if (principal === '*') return true
  if (typeof principal !== 'object' || principal === null) return false
  const { Service, AWS } = principal as { Service?: unknown; AWS?: unknown }
  return (
    listed(Service).some((name) => name === servicePrincipal || name === '*') ||
    listed(AWS).some((name) => name === '*' || legacyPrincipals.some((legacy) => legacy === name))
  )
}

/** What a request of the service's carries; a condition on anything else does not hold. */
function holds(condition: unknown, about: PolicyCase): boolean {
  if (condition === undefined) return true
  if (typeof condition !== 'object' || condition === null) return false
  const request: Readonly<Record<string, string>> = {
    'aws:sourceaccount': about.account,
    'aws:securetransport': 'true',
    'aws:principalservicename': servicePrincipal,
    'aws:principalisawsservice': 'true',
  }
  return Object.entries(condition).every(([operator, keys]) =>
    Object.entries((keys ?? {}) as object).every(([key, wanted]) =>
      conditionHolds(operator, request[key.toLowerCase()], listed(wanted).flatMap(plainText)),
    ),
  )
}

/** A value that a condition can be compared with; a list in a list is none. */
const plainText = (value: unknown): readonly string[] =>
  typeof value === 'object' ? [] : [String(value)]

function conditionHolds(
  operator: string,
  given: string | undefined,
  wanted: readonly string[],
): boolean {
  const optional = operator.endsWith('IfExists')
  if (given === undefined) return optional || /Not/.test(operator)
  switch (operator.replace(/IfExists$/, '')) {
    case 'StringEquals':
    case 'ArnEquals':
      return wanted.includes(given)
    case 'StringEqualsIgnoreCase':
    case 'Bool':
      return wanted.some((each) => each.toLowerCase() === given.toLowerCase())
    case 'StringNotEquals':
      return !wanted.includes(given)
    case 'StringLike':
    case 'ArnLike':
      return wanted.some((pattern) => matches(pattern, given))
    case 'StringNotLike':
      return !wanted.some((pattern) => matches(pattern, given))
    case 'NumericEquals':
      return wanted.some((each) => Number(each) === Number(given))
    default:
      return false
  }
}

const actionOf = ({ transport }: PolicyCase): string =>
  transport === 'SQS' ? 'sqs:SendMessage' : 'sns:Publish'

/** `*` stands for any text and `?` for one character; walked by hand, so that no pattern can run away. */
function matches(pattern: unknown, text: string, flags: '' | 'i' = ''): boolean {
  if (typeof pattern !== 'string') return false
  const wanted = flags === 'i' ? pattern.toLowerCase() : pattern
  const given = flags === 'i' ? text.toLowerCase() : text
  let at = 0
  let star = -1
  let retry = 0
  let index = 0
  while (index < given.length) {
    if (wanted[at] === '*') {
      star = at++
      retry = index
    } else if (wanted[at] === '?' || wanted[at] === given[index]) {
      at++
      index++
    } else if (star >= 0) {
      at = star + 1
      index = ++retry
    } else return false
  }
  return /^\**$/.test(wanted.slice(at))
}

const listed = (value: unknown): readonly unknown[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]

/** Composed from what Amazon's pages ask for: the principal, the action, and both conditions. */
const remedyFor = (about: PolicyCase): string =>
  JSON.stringify(
    {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'MTurkOnly',
          Effect: 'Allow',
          Principal: { Service: servicePrincipal },
          Action: actionOf(about),
          Resource: about.resource,
          Condition: {
            StringEquals: { 'aws:SourceAccount': about.account },
            Bool: { 'aws:SecureTransport': 'true' },
          },
        },
      ],
    },
    null,
    2,
  )
