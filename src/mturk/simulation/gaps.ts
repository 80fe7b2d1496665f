import type { AnswerTemplate } from '../../domain/crowd.js'

/** What stands in braces after a dollar sign. */
export const gap = /\$\{([^{}]*)\}/g

const names = ['workerId', 'assignmentId', 'hitId', 'hitTypeId', 'annotation', 'number', 'word']

/** What of a template nobody could fill in, if anything. */
export const unknownGaps = ({ fields }: Pick<AnswerTemplate, 'fields'>): readonly string[] =>
  Object.values(fields)
    .flat()
    .flatMap((text) => [...text.matchAll(gap)].map(([, inside]) => inside!))
    .filter((inside) => !names.includes(inside) && !inside.includes('|') && !range.test(inside))

export const knownGaps = `${names.map((name) => `\${${name}}`).join(', ')}, \${yes|no} and \${1..5}`

/** A whole number, both ends included. */
export const range = /^(-?\d{1,9})\.\.(-?\d{1,9})$/
