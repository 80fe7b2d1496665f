import type { FaultRule, InfoView, Json } from '../../../server/control/contract.js'
import type { FaultRuleObject } from './format-rule.js'

/** What somebody is about to let go wrong; as it is chosen and typed. */
export interface FaultFormState {
  readonly target: 'Calls' | 'Deliveries'
  readonly what: FaultRule['what']
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

export const frequencies = ['Every time', 'These times', 'By chance'] as const

export const initialFaultFormState: FaultFormState = {
  target: 'Calls',
  what: 'throttle',
  operation: '*',
  transport: '*',
  destination: '',
  eventType: '',
  frequency: 'These times',
  nth: '1',
  percent: '10',
  isAfter: false,
  error: '',
  milliseconds: '',
}

/** What can go wrong with what a draft is about, and when in the course of it. */
export function listAvailableFaults(
  target: FaultFormState['target'],
  kinds: Json<InfoView>['faultKinds'],
): readonly { readonly what: FaultRule['what']; readonly canBeAfter: boolean }[] {
  const name = target === 'Calls' ? 'calls' : 'deliveries'
  return Object.entries(kinds)
    .filter(([, at]) => at[name].length > 0)
    .map(([what, support]) => ({
      what: what as FaultRule['what'],
      canBeAfter: support[name].includes('after'),
    }))
}

export const faultsWithMilliseconds: readonly FaultRule['what'][] = ['delay', 'reorder', 'batch']

/** As the control API takes it. */
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
      ...(form.frequency === 'These times' && { nth: parseOccurrences(form.nth) }),
      ...(form.frequency === 'By chance' && { probability: Number(form.percent) / 100 }),
      ...(form.isAfter && { phase: 'after' as const }),
    },
    error: what === 'error' && form.error ? form.error : undefined,
    milliseconds:
      faultsWithMilliseconds.includes(what) && form.milliseconds
        ? Number(form.milliseconds)
        : undefined,
  }
}

/** `1,3-5` is 1, 3, 4 and 5; more than a thousand are not written out. */
const parseOccurrences = (text: string): readonly number[] =>
  text.split(',').flatMap((part) => {
    const [from = 0, to = from] = part.split('-').map(Number)
    const length = Math.min(Math.max(to - from + 1, 1), 1000)
    return Array.from({ length }, (_, offset) => from + offset)
  })
