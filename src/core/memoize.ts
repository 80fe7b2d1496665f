/** Texts that are longer are not kept. */
const maxTextLength = 1000

/** How many results are kept; when there are more, all are forgotten. */
const maxResults = 1000

/** Remembers the results of a pure function of a text, so that equal texts are worked on once. */
export function memoize<T>(compute: (text: string) => T): (text: string) => T {
  const results = new Map<string, { readonly result: T }>()
  return (text) => {
    const known = results.get(text)
    if (known) return known.result
    const result = compute(text)
    if (text.length > maxTextLength) return result
    if (results.size >= maxResults) results.clear()
    results.set(text, { result })
    return result
  }
}
