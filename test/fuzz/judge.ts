/** What one answer is wrong in, if anything. */
export interface Answer {
  readonly status: number
  readonly text: string
}

/** The emulator's own CPU, in milliseconds, above which one case counts as a hang. */
const longestWork = 1000
/** How long an answer may be waited for at all, in milliseconds. */
export const longestWait = 10_000

const leak =
  /node_modules|\.(ts|js|mjs|cjs):\d+|\bat \S+ \(|file:\/\/\/(?!etc\/hostname)|\/(home|root|usr|tmp|var)\/|SQLITE|libsql|syntax error at/

/** A test event to a queue that is not there is rightly answered with a 500. */
const rightly = 'did not take the notification'

export function faultsIn({ status, text }: Answer, milliseconds: number): readonly string[] {
  const faults: string[] = []
  if (status >= 500 && !text.includes(rightly)) faults.push(`answered ${status}`)
  if (leak.test(text)) faults.push('told what is inside')
  if (milliseconds > longestWork) faults.push(`took ${Math.round(milliseconds)} ms of CPU`)
  return faults
}

/** Milliseconds of CPU that this process has used, the emulator in it. */
export function cpu(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
