/** Starts measuring. @returns a function that returns the milliseconds since, with fractions */
export function stopwatch(): () => number {
  const startedAt = performance.now()
  return () => performance.now() - startedAt
}
