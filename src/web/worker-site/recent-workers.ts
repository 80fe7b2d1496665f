/** The workers who signed in with this browser, most recent first; none without storage. */
export function listRecentWorkers(): readonly string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]')
    return Array.isArray(stored) ? stored.filter(isWorkerId) : []
  } catch {
    return []
  }
}

export function rememberWorker(id: string): void {
  sessionStorage.setItem(storageKey, id)
  storeRecentWorkers(
    [id, ...listRecentWorkers().filter((each) => each !== id)].slice(0, maxWorkers),
  )
}

/** The worker of this tab. */
export function getCurrentWorkerId(): string | undefined {
  const id = sessionStorage.getItem(storageKey)
  return isWorkerId(id) ? id : undefined
}

export const forgetRecentWorkers = (): void => storeRecentWorkers([])

export const isWorkerId = (value: unknown): value is string =>
  typeof value === 'string' && /^A[A-Z0-9]{1,63}$/.test(value)

const storageKey = 'mturk-local workers'
const maxWorkers = 12

function storeRecentWorkers(workers: readonly string[]): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(workers))
  } catch {
    // Storage may be disabled; the list is a convenience.
  }
}
