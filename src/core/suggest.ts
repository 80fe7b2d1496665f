/** The known name that was probably meant, if one is near. */
export function findNearest(given: string, known: readonly string[]): string | undefined {
  const wanted = given.toLowerCase()
  const [nearest] = known
    .map((name) => ({ name, distance: editDistance(name.toLowerCase(), wanted) }))
    .sort((a, b) => a.distance - b.distance)
  // A short name is only a few letters away from one that shares nothing with it.
  const maxDistance = Math.min(3, Math.max(1, Math.floor(given.length / 3)))
  return nearest && nearest.distance <= maxDistance ? nearest.name : undefined
}

/** ` Did you mean X?`, or nothing. */
export function suggest(
  given: string,
  known: readonly string[],
  format: (name: string) => string = (name) => name,
): string {
  const nearest = findNearest(given, known)
  return nearest === undefined ? '' : ` Did you mean ${format(nearest)}?`
}

/** How many letters are added, left out, replaced or exchanged with their neighbour. */
function editDistance(a: string, b: string): number {
  let beforeLast: readonly number[] = []
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1]
      const distance = Math.min(row[j - 1]! + 1, last[j]! + 1, last[j - 1]! + (isSame ? 0 : 1))
      const isExchanged = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      row.push(isExchanged ? Math.min(distance, beforeLast[j - 2]! + 1) : distance)
    }
    beforeLast = last
    last = row
  }
  return last[b.length]!
}
