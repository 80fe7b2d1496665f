/** Begins to measure; calling what it returns tells the milliseconds since, with fractions. */
export function stopwatch(): () => number {
  const startedAt = performance.now()
  return () => performance.now() - startedAt
}
