import type { NewFaultRuleInput } from '../../../server/control/views.js'

export type FaultRuleObject = Exclude<NewFaultRuleInput, string>

/** A rule in the syntax of the command line: `throttle operation=CreateHIT nth=1,2`. */
export function formatRule({
  what,
  where = {},
  when = {},
  ...effect
}: FaultRuleObject | NewFaultRuleInput): string {
  const { error, message, parameter, milliseconds } = effect
  const { probability, nth, window, phase } = when
  const conditions = { ...where, probability, nth: nth && [nth].flat().join(','), ...window }
  return [
    what,
    ...Object.entries({ ...conditions, error, message, parameter, milliseconds })
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${name}=${quoteIfNeeded(String(value))}`),
    ...(phase === 'after' ? ['after'] : []),
  ].join(' ')
}

const quoteIfNeeded = (text: string): string => (/[\s;"']/.test(text) ? JSON.stringify(text) : text)
