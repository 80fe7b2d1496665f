/** What one answer is wrong in, if anything. */
export interface Answer {
  readonly status: number
  readonly text: string
}

/** The emulator's own CPU, in milliseconds, above which one case counts as a hang. */
const cpuLimit = 1000
/** How long an answer may be waited for at all, in milliseconds. */
export const answerTimeout = 10_000

const internalsPattern =
  /node_modules|\.(ts|js|mjs|cjs):\d+|\bat \S+ \(|file:\/\/\/(?!etc\/hostname)|\/(home|root|usr|tmp|var)\/|SQLITE|libsql|syntax error at/

/** A test event to a queue that is not there is rightly answered with a 500. */
const expectedFailure = 'did not take the notification'

export function findProblems({ status, text }: Answer, milliseconds: number): readonly string[] {
  const problems: string[] = []
  if (status >= 500 && !text.includes(expectedFailure)) problems.push(`answered ${status}`)
  if (internalsPattern.test(text)) problems.push('told what is inside')
  if (milliseconds > cpuLimit) problems.push(`took ${Math.round(milliseconds)} ms of CPU`)
  return problems
}

/** Milliseconds of CPU that this process has used, the emulator in it. */
export function cpuTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
