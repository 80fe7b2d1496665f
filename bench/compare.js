import { importTypeScript } from './import-typescript.js'

export const { compare, median, formatSpread } = await importTypeScript('src/cli/bench/compare.ts')

export const printRow = (what, ...cells) =>
  console.log([what.padEnd(46), ...cells.map((cell) => String(cell).padStart(25))].join(''))
