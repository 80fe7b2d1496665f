import { fromSource } from './from-source.js'

export const { contest, median, spread } = await fromSource('src/cli/bench/contest.ts')

export const row = (what, ...cells) =>
  console.log([what.padEnd(46), ...cells.map((cell) => String(cell).padStart(25))].join(''))
