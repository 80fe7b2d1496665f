import type { InfoView, NewFaultRuleInput } from '../../../server/control/views.js'
import type { FaultRuleObject } from './format-rule.js'

/** The fields of the form for a new fault rule, as text. */
export interface FaultFormState {
  readonly target: 'Calls' | 'Deliveries'
  readonly what: NewFaultRuleInput['what']
  readonly operation: string
  readonly transport: string
  readonly destination: string
  readonly eventType: string
  readonly frequency: (typeof frequencies)[number]
  readonly nth: string
  readonly percent: string
  readonly isAfter: boolean
  readonly error: string
  readonly milliseconds: string
}

export const frequencies = ['Every match', 'Selected matches', 'Random'] as const

export const initialFaultFormState: FaultFormState = {
  target: 'Calls',
  what: 'throttle',
  operation: '*',
  transport: '*',
  destination: '',
  eventType: '',
  frequency: 'Selected matches',
  nth: '1',
  percent: '10',
  isAfter: false,
  error: '',
  milliseconds: '',
}

/** The faults that a target supports, and whether each can happen after the work is done. */
export function listAvailableFaults(
  target: FaultFormState['target'],
  kinds: InfoView['faultKinds'],
): readonly { readonly what: NewFaultRuleInput['what']; readonly canBeAfter: boolean }[] {
  const name = target === 'Calls' ? 'calls' : 'deliveries'
  return Object.entries(kinds)
    .filter(([, at]) => at[name].length > 0)
    .map(([what, support]) => ({
      what: what as NewFaultRuleInput['what'],
      canBeAfter: support[name].includes('after'),
    }))
}

export const faultsWithMilliseconds: readonly NewFaultRuleInput['what'][] = [
  'delay',
  'reorder',
  'batch',
]

/** Converts the form for the control API. */
export function toFaultRule(form: FaultFormState): FaultRuleObject {
  const { target, what, transport } = form
  const where =
    target === 'Calls'
      ? { operation: form.operation }
      : {
          transport: transport as '*',
          destination: form.destination || undefined,
          eventType: (form.eventType || undefined) as 'Ping' | undefined,
        }
  return {
    what,
    where,
    when: {
      ...(form.frequency === 'Selected matches' && { nth: parseOccurrences(form.nth) }),
      ...(form.frequency === 'Random' && { probability: Number(form.percent) / 100 }),
      ...(form.isAfter && { phase: 'after' as const }),
    },
    error: what === 'error' && form.error ? form.error : undefined,
    milliseconds:
      faultsWithMilliseconds.includes(what) && form.milliseconds
        ? Number(form.milliseconds)
        : undefined,
  }
}

/** `1,3-5` is 1, 3, 4 and 5; a range is cut off after 1000 numbers. */
const parseOccurrences = (text: string): readonly number[] =>
  text.split(',').flatMap((part) => {
    const [from = 0, to = from] = part.split('-').map(Number)
    const length = Math.min(Math.max(to - from + 1, 1), 1000)
    return Array.from({ length }, (_, offset) => from + offset)
  })
