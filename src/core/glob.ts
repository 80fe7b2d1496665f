/**
 * Whether a text matches a pattern in which `*` matches any text and `?` any character. It takes at
 * most the product of both lengths, so that no pattern can block the process.
 */
export function globMatch(pattern: string, text: string): boolean {
  let at = 0
  let star = -1
  let retry = 0
  let index = 0
  while (index < text.length) {
    if (pattern[at] === '*') {
      star = at++
      retry = index
    } else if (pattern[at] === '?' || pattern[at] === text[index]) {
      at++
      index++
    } else if (star >= 0) {
      at = star + 1
      index = ++retry
    } else return false
  }
  while (pattern[at] === '*') at++
  return at === pattern.length
}
