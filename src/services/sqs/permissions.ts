import type { SqsAction, SqsRequestContext } from './action.js'
import { invalidParameterValue } from './errors.js'
import { readString, readStrings, type SqsInput } from './parameters.js'
import type { Queue } from './queue.js'

interface Policy {
  readonly Version: string
  readonly Id: string
  readonly Statement: readonly unknown[]
}

/** AddPermission and RemovePermission edit the queue's policy by a statement's label. */
export const createPermissionActions = (
  findQueue: (input: SqsInput, context: SqsRequestContext) => Queue,
): Readonly<Record<string, SqsAction>> => ({
  AddPermission(input, context) {
    const queue = findQueue(input, context)
    const label = readString(input, 'Label')
    const policy = parsePolicy(queue)
    if (policy.Statement.some(hasLabel(label)))
      throw invalidParameterValue(
        `Value ${label} for parameter Label is invalid. Reason: Already exists.`,
      )
    const statement = {
      Sid: label,
      Effect: 'Allow',
      Principal: {
        AWS: unwrapSingle(
          readStrings(input, 'AWSAccountIds').map((account) => `arn:aws:iam::${account}:root`),
        ),
      },
      Action: unwrapSingle(readStrings(input, 'Actions').map((action) => `SQS:${action}`)),
      Resource: queue.arn,
    }
    setPolicy(queue, { ...policy, Statement: [...policy.Statement, statement] })
    return {}
  },

  RemovePermission(input, context) {
    const queue = findQueue(input, context)
    const label = readString(input, 'Label')
    const policy = parsePolicy(queue)
    const remaining = policy.Statement.filter((each) => !hasLabel(label)(each))
    if (remaining.length === policy.Statement.length)
      throw invalidParameterValue(
        `Value ${label} for parameter Label is invalid. Reason: can't find label.`,
      )
    setPolicy(queue, { ...policy, Statement: remaining })
    return {}
  },
})

/** As SQS does, a list of one value is stored without the list. */
const unwrapSingle = (values: readonly string[]): string | readonly string[] =>
  values.length === 1 ? values[0]! : values

const hasLabel = (label: string) => (statement: unknown) =>
  (statement as { Sid?: unknown } | null)?.Sid === label

/** A policy may have a single statement without a list. */
function parsePolicy({ arn, attributes }: Queue): Policy {
  const stored = JSON.parse(attributes.Policy || '{}') as { Statement?: unknown }
  const Statement = stored.Statement === undefined ? [] : [stored.Statement].flat()
  return { Version: '2008-10-17', Id: `${arn}/SQSDefaultPolicy`, ...stored, Statement }
}

function setPolicy(queue: Queue, policy: Policy): void {
  const Policy = policy.Statement.length > 0 ? JSON.stringify(policy) : ''
  queue.setAttributes({ ...queue.attributes, Policy })
}
