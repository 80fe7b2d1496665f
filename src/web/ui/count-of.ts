/** So many of something: `1 HIT`, `1,200 HITs`. */
export const countOf = (count: number, one: string, several = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : several}`
