/** Returns what is wrong with a response. */
export interface Answer {
  readonly status: number
  readonly text: string
}

/** The emulator's own CPU, in milliseconds, above which one case counts as a hang. */
const cpuLimit = 1000
/** How long a response may take, in milliseconds. */
export const answerTimeout = 10_000

const internalsPattern =
  /node_modules|\.(ts|js|mjs|cjs):\d+|\bat \S+ \(|file:\/\/\/(?!etc\/hostname)|\/(home|root|usr|tmp|var)\/|SQLITE|libsql|syntax error at/

/** A test event to a queue that does not exist correctly gets a 500. */
const expectedFailure = 'did not take the notification'

export function findProblems({ status, text }: Answer, milliseconds: number): readonly string[] {
  const problems: string[] = []
  if (status >= 500 && !text.includes(expectedFailure)) problems.push(`answered ${status}`)
  if (internalsPattern.test(text)) problems.push('revealed internals')
  if (milliseconds > cpuLimit) problems.push(`took ${Math.round(milliseconds)} ms of CPU`)
  return problems
}

/** CPU time of this process, which contains the emulator, in milliseconds. */
export function cpuTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
