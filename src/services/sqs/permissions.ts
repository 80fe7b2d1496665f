import type { Action, Setting } from './action.js'
import { invalidValue } from './fault.js'
import { type Input, text, texts } from './input.js'
import type { Queue } from './queue.js'

interface Policy {
  readonly Version: string
  readonly Id: string
  readonly Statement: readonly unknown[]
}

/** AddPermission and RemovePermission: a statement of the queue's policy, by its label. */
export const permissionActions = (
  queueIn: (input: Input, setting: Setting) => Queue,
): Readonly<Record<string, Action>> => ({
  AddPermission(input, setting) {
    const queue = queueIn(input, setting)
    const label = text(input, 'Label')
    const policy = policyOf(queue)
    if (policy.Statement.some(isLabelled(label)))
      throw invalidValue(`Value ${label} for parameter Label is invalid. Reason: Already exists.`)
    const statement = {
      Sid: label,
      Effect: 'Allow',
      Principal: {
        AWS: texts(input, 'AWSAccountIds').map((account) => `arn:aws:iam::${account}:root`),
      },
      Action: texts(input, 'Actions').map((action) => `SQS:${action}`),
      Resource: queue.arn,
    }
    write(queue, { ...policy, Statement: [...policy.Statement, statement] })
    return {}
  },

  RemovePermission(input, setting) {
    const queue = queueIn(input, setting)
    const label = text(input, 'Label')
    const policy = policyOf(queue)
    const left = policy.Statement.filter((each) => !isLabelled(label)(each))
    if (left.length === policy.Statement.length)
      throw invalidValue(
        `Value ${label} for parameter Label is invalid. Reason: can't find label on existing policy.`,
      )
    write(queue, { ...policy, Statement: left })
    return {}
  },
})

const isLabelled = (label: string) => (statement: unknown) =>
  (statement as { Sid?: unknown } | null)?.Sid === label

/** A policy may have one statement without a list around it. */
function policyOf({ arn, attributes }: Queue): Policy {
  const given = JSON.parse(attributes.Policy || '{}') as { Statement?: unknown }
  const Statement = given.Statement === undefined ? [] : [given.Statement].flat()
  return { Version: '2012-10-17', Id: `${arn}/SQSDefaultPolicy`, ...given, Statement }
}

function write(queue: Queue, policy: Policy): void {
  const Policy = policy.Statement.length > 0 ? JSON.stringify(policy) : ''
  queue.attributes = { ...queue.attributes, Policy }
}
