import { aimHead, type BenchmarkResults, listAims, listNotMeasured } from './aims.js'

/** Returns docs/performance.md. */
export const performancePage = (results: BenchmarkResults): string => `# Performance

Measured on ${results.date} with Node ${results.node.slice(1)} on ${results.machine}, with a load
average of ${results.load}, by \`npm run bench -- --write\`. On a quiet machine the load average is at most 3:
with more, other programs took part of the time, and rates and latencies are worse than they need be.

What is compared is measured in the same run, in interleaved rounds; figures are medians, with the
least and the most of the rounds in parentheses. CPU is what the kernel counted for all threads of
the server, garbage collection included.

Figures in microseconds differ between machines, so costs are given as multiples of the *echo*: what a
server of \`node:http\` that returns the body takes for a call in the same run, with as many callers.
The cost of signing in a client is not measured, and no program checks signatures.

## Aims

*Before* is the figure of the same program on the same kind of machine before its speed was worked
on. fauxqs keeps no log of what it delivers, and signs nothing.

${formatTable([aimHead, ...listAims(results)])}
${Object.values(results.parts)
  .flatMap(({ tables = {} }) => Object.entries(tables))
  .map(([title, rows]) => `\n## ${title}\n\n${formatTable(rows)}\n`)
  .join('')}
## Not measured

${
  listNotMeasured(results)
    .map((each) => `- ${each}\n`)
    .join('') || 'Everything was measured.\n'
}`

/** Rows that have nothing but their first cell are headings. */
const formatTable = (rows: readonly (readonly string[])[]): string =>
  rows
    .map(([first = '', ...cells], index) => {
      const isHeading = index > 0 && cells.every((cell) => cell === '')
      const line = `| ${[isHeading ? `**${first}**` : first, ...cells].join(' | ')} |`
      return index > 0
        ? line
        : `${line}\n|---|${cells.map((cell) => (cell ? '--:|' : '---|')).join('')}`
    })
    .join('\n')
