import type { AnswerTemplate } from '../../domain/simulated-crowd.js'

/** A placeholder: a dollar sign, and a name in braces. */
export const placeholderPattern = /\$\{([^{}]*)\}/g

const names = ['workerId', 'assignmentId', 'hitId', 'hitTypeId', 'annotation', 'number', 'word']

/** The placeholders of a template that do not exist. */
export const findUnknownPlaceholders = ({
  fields,
}: Pick<AnswerTemplate, 'fields'>): readonly string[] =>
  Object.values(fields)
    .flat()
    .flatMap((text) => [...text.matchAll(placeholderPattern)].map(([, inside]) => inside!))
    .filter(
      (inside) => !names.includes(inside) && !inside.includes('|') && !rangePattern.test(inside),
    )

export const knownPlaceholders = `${names.map((name) => `\${${name}}`).join(', ')}, \${yes|no} and \${1..5}`

/** A range of whole numbers, both ends included. */
export const rangePattern = /^(-?\d{1,9})\.\.(-?\d{1,9})$/
