/** Who worked in this browser lately, newest first; a browser that keeps nothing knows nobody. */
export function knownWorkers(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(name) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isWorkerId) : []
  } catch {
    return []
  }
}

export function keepWorker(id: string): void {
  sessionStorage.setItem(name, id)
  keep([id, ...knownWorkers().filter((each) => each !== id)].slice(0, most))
}

/** Who works in this tab. */
export function workerHere(): string | undefined {
  const id = sessionStorage.getItem(name)
  return isWorkerId(id) ? id : undefined
}

export const forgetWorkers = (): void => keep([])

export const isWorkerId = (given: unknown): given is string =>
  typeof given === 'string' && /^A[A-Z0-9]{1,63}$/.test(given)

const name = 'mturk-local workers'
const most = 12

function keep(workers: readonly string[]): void {
  try {
    localStorage.setItem(name, JSON.stringify(workers))
  } catch {
    // Then they are typed again.
  }
}
