import type { FaultRule, GivenRule } from '../../../server/control/contract.js'

export type Rule = Exclude<GivenRule, string>

/** A rule as the command line takes it: `throttle operation=CreateHIT nth=1,2`. */
export function inWords({ what, where = {}, when = {}, ...more }: Rule | FaultRule): string {
  const { error, message, milliseconds } = more
  const { probability, nth, window, phase } = when
  const given = { ...where, probability, nth: nth && [nth].flat().join(','), ...window }
  return [
    what,
    ...Object.entries({ ...given, error, message, milliseconds })
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${name}=${quoted(String(value))}`),
    ...(phase === 'after' ? ['after'] : []),
  ].join(' ')
}

const quoted = (text: string): string => (/[\s;"']/.test(text) ? JSON.stringify(text) : text)
