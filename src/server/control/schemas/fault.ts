import { z } from 'zod'
import { type FaultRuleInput, faultKinds } from '../../../faults/rule.js'
import { account, count, eventType, transport } from './common.js'

const what = z.enum(faultKinds)
const phase = z.enum(['before', 'after'])

export const appliedFault = z
  .object({
    rule: z.string().describe('The ID of the rule.'),
    what,
    phase: z.literal('after').optional(),
  })
  .meta({ id: 'AppliedFault' })

const target = z.object({
  operation: z.string().optional().describe('`CreateHIT`, `sqs:ReceiveMessage`, `*`.'),
  transport: z.union([transport, z.literal('*')]).optional(),
  destination: z.string().optional(),
  eventType: eventType.optional(),
  account: account.optional(),
})

const window = z
  .object({ from: z.string().optional(), to: z.string().optional() })
  .describe('By the clock of the world, in ISO 8601.')

const effect = {
  what,
  error: z.string().optional(),
  message: z.string().optional(),
  parameter: z.string().optional(),
  milliseconds: z.number().min(0).max(3_600_000).optional(),
}
const ruleId = z.string().regex(/^[\w.-]{1,64}$/)

const rule = {
  id: ruleId,
  where: target,
  when: z.object({
    probability: z.number().min(0).max(1).optional(),
    nth: z.array(z.int().min(1)).optional(),
    window: window.optional(),
    phase: phase.optional(),
  }),
  ...effect,
}
/** A rule as it is kept. */
export const faultRule = z.object(rule)

export const activeFaultRule = z
  .object({
    ...rule,
    matched: count.describe('How many calls, or attempts of deliveries, it was about so far.'),
    applied: count.describe('How many of them it was applied to.'),
  })
  .meta({ id: 'FaultRule' })

export const faults = z
  .object({
    seed: z.string().describe('The same seed, rule and count give the same result.'),
    rules: z.array(activeFaultRule),
  })
  .meta({ id: 'Faults' })

const { properties: inputProperties } = z.toJSONSchema(
  z.object({
    ...effect,
    id: ruleId.optional(),
    where: target.optional(),
    when: z
      .object({
        probability: z.number().min(0).max(1).optional(),
        nth: z.union([z.int().min(1), z.array(z.int().min(1))]).optional(),
        window: window.optional(),
        phase: phase.optional(),
      })
      .optional(),
  }),
  { io: 'input' },
)

/** Checked by the reader of rules, which says what is wrong with one; docs/faults.md explains it. */
export const faultRuleInput = z.record(z.string(), z.unknown()).meta({
  id: 'FaultRuleInput',
  propertyNames: undefined,
  required: ['what'],
  properties: inputProperties,
  additionalProperties: false,
}) as unknown as z.ZodType<Exclude<FaultRuleInput, string>, Exclude<FaultRuleInput, string>>

export const faultsInput = z.strictObject({
  rules: z.array(
    z.union(
      [
        z.string().describe('A rule in words: `throttle operation=CreateHIT nth=1`.'),
        faultRuleInput,
      ],
      'must be a rule in words or as an object',
    ),
  ),
  seed: z.string().max(256).optional(),
})
