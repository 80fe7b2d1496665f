let lastTime = Number.NaN
let lastText = ''

/** As `toISOString`, which is slow: most instants that are formatted equal the one before. */
export function formatInstant(instant: Date): string {
  const time = instant.getTime()
  if (time !== lastTime) {
    lastText = instant.toISOString()
    lastTime = time
  }
  return lastText
}
