const secondsPerUnit = { W: 604_800, D: 86_400, H: 3600, M: 60, S: 1 } as const

/**
 * The instant an ISO 8601 duration (`P3D`, `PT1H30M`) after another; `undefined` for any other text.
 * Years and months have no fixed length and are not accepted.
 */
export function addDuration(from: Date, duration: string): Date | undefined {
  const parts = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(
    duration,
  )
  if (!parts || /[PT]$/.test(duration)) return undefined
  const [, weeks, days, hours, minutes, seconds] = parts
  const total =
    Number(weeks ?? 0) * secondsPerUnit.W +
    Number(days ?? 0) * secondsPerUnit.D +
    Number(hours ?? 0) * secondsPerUnit.H +
    Number(minutes ?? 0) * secondsPerUnit.M +
    Number(seconds ?? 0) * secondsPerUnit.S
  const instant = new Date(from.getTime() + total * 1000)
  return Number.isNaN(instant.getTime()) ? undefined : instant
}
