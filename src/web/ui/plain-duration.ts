const isoUnits: readonly (readonly [pattern: RegExp, unit: 'W' | 'D' | 'H' | 'M' | 'S'])[] = [
  [/^w(eeks?)?$/, 'W'],
  [/^d(ays?)?$/, 'D'],
  [/^h((ou)?rs?)?$/, 'H'],
  [/^m(in(ute)?s?)?$/, 'M'],
  [/^s(ec(ond)?s?)?$/, 'S'],
]

/** It begins only at the first digit of a number: otherwise each would be tried in turn. */
const countAndUnit = /(?<!\d)(\d+)\s*([a-z]+)/g

/**
 * Converts a duration in plain words, such as `3 hours` or `2 d 12 h`, to ISO 8601. Any other text is
 * returned as it is, so that a duration in ISO 8601 remains one.
 */
export function toIsoDuration(text: string): string {
  const trimmed = text.trim()
  const parts = [...trimmed.toLowerCase().matchAll(countAndUnit)]
  const rest = trimmed.toLowerCase().replace(countAndUnit, '')
  if (parts.length === 0 || !/^(\s|,|and)*$/.test(rest)) return trimmed
  const counts = new Map<string, number>()
  for (const [, count, word] of parts) {
    const unit = isoUnits.find(([pattern]) => pattern.test(word!))?.[1]
    if (!unit) return trimmed
    counts.set(unit, (counts.get(unit) ?? 0) + Number(count))
  }
  const format = (units: string) =>
    [...units].map((unit) => (counts.has(unit) ? `${counts.get(unit)}${unit}` : '')).join('')
  const time = format('HMS')
  return `P${format('WD')}${time && `T${time}`}`
}
