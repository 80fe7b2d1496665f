interface Result {
  readonly outcome?: string
  readonly reason?: string
  readonly payloads: readonly unknown[]
}

/** Cases that were not sent, for one reason. */
interface UnsentCases<T> {
  readonly reason: string
  readonly results: readonly T[]
}

const isUnsent = ({ outcome, payloads }: Result): boolean =>
  outcome === 'not observable' && payloads.length === 0

/** Takes the cases that were not sent out of the results, so that their reason is shown once. */
export function splitUnsent<T extends Result>(
  results: readonly T[],
): { readonly sent: readonly T[]; readonly unsent: readonly UnsentCases<T>[] } {
  const unsent = results.filter(isUnsent)
  const reasons = new Set(unsent.map(({ reason = '' }) => reason))
  return {
    sent: results.filter((each) => !isUnsent(each)),
    unsent: [...reasons].map((reason) => ({
      reason,
      results: unsent.filter((each) => each.reason === reason),
    })),
  }
}
