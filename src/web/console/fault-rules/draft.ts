import type { FaultRule, Info, Json } from '../../../server/control/contract.js'
import type { Rule } from './words.js'

/** What somebody is about to let go wrong; as it is chosen and typed. */
export interface FaultDraft {
  readonly about: 'Calls' | 'Deliveries'
  readonly what: FaultRule['what']
  readonly operation: string
  readonly transport: string
  readonly destination: string
  readonly eventType: string
  readonly often: (typeof often)[number]
  readonly nth: string
  readonly percent: string
  readonly isAfter: boolean
  readonly error: string
  readonly milliseconds: string
}

export const often = ['Every time', 'These times', 'By chance'] as const

export const firstFault: FaultDraft = {
  about: 'Calls',
  what: 'throttle',
  operation: '*',
  transport: '*',
  destination: '',
  eventType: '',
  often: 'These times',
  nth: '1',
  percent: '10',
  isAfter: false,
  error: '',
  milliseconds: '',
}

/** What can go wrong with what a draft is about, and when in the course of it. */
export function possibleFor(
  about: FaultDraft['about'],
  kinds: Json<Info>['faultKinds'],
): readonly { readonly what: FaultRule['what']; readonly canBeAfter: boolean }[] {
  const name = about === 'Calls' ? 'calls' : 'deliveries'
  return Object.entries(kinds)
    .filter(([, at]) => at[name].length > 0)
    .map(([what, at]) => ({
      what: what as FaultRule['what'],
      canBeAfter: at[name].includes('after'),
    }))
}

export const takesMilliseconds: readonly FaultRule['what'][] = ['delay', 'reorder', 'batch']

/** As the control API takes it. */
export function ruleOf(draft: FaultDraft): Rule {
  const { about, what, transport } = draft
  const where =
    about === 'Calls'
      ? { operation: draft.operation }
      : {
          transport: transport as '*',
          destination: draft.destination || undefined,
          eventType: (draft.eventType || undefined) as 'Ping' | undefined,
        }
  return {
    what,
    where,
    when: {
      ...(draft.often === 'These times' && { nth: timesIn(draft.nth) }),
      ...(draft.often === 'By chance' && { probability: Number(draft.percent) / 100 }),
      ...(draft.isAfter && { phase: 'after' as const }),
    },
    error: what === 'error' && draft.error ? draft.error : undefined,
    milliseconds:
      takesMilliseconds.includes(what) && draft.milliseconds
        ? Number(draft.milliseconds)
        : undefined,
  }
}

/** `1,3-5` is 1, 3, 4 and 5; more than a thousand are not written out. */
const timesIn = (text: string): readonly number[] =>
  text.split(',').flatMap((part) => {
    const [from = 0, to = from] = part.split('-').map(Number)
    const length = Math.min(Math.max(to - from + 1, 1), 1000)
    return Array.from({ length }, (_, more) => from + more)
  })
