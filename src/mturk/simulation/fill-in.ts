import type { Chance } from '../../domain/crowd.js'
import { WorkerRefusal } from '../../domain/errors.js'
import type { Fields } from '../../domain/questions/answer.js'
import type { Asked } from '../../domain/questions/asked.js'
import { comparable, type GivenAnswers } from '../../domain/review-policies/policy.js'
import { between, oneOf } from './chances.js'
import { shortestFor, textFor } from './text.js'

/** What a worker has in front of it. */
export interface Task {
  readonly asked: readonly Asked[]
  /** The answers that the requester knows to be right. */
  readonly known: GivenAnswers
  /** What is put to the vote among the workers. */
  readonly voted: readonly string[]
}

/** How a worker comes to its answers. */
export interface Mind {
  readonly chance: Chance
  /** How often it answers as the others do. */
  readonly agrees: number
  /** What the others draw for a question; the same for each of them. */
  readonly common: (name: string) => Chance
}

export interface FilledIn {
  readonly fields: Fields
  readonly files: readonly { readonly name: string; readonly bytes: number }[]
}

/** Bytes of a file that a worker hands in where nothing is said of its size. */
const usualFile = 100
const largestFile = 1_000_000

/**
 * Fills in everything, by chance but so that it will do, and right where it is known what is right.
 *
 * @throws WorkerRefusal when no answer was found that will do
 */
export const fillIn = (task: Task, mind: Mind): FilledIn =>
  collected(fieldsOf(task), (field) => {
    const right = task.known.get(field.name)
    if (right) return field.kind === 'text' ? right.join('|') : right
    const agrees = isShared(field, task) && mind.chance() < mind.agrees
    return answerTo(field, agrees ? mind.common(field.name) : mind.chance)
  })

/**
 * Fills in what must be, with as little trouble as possible, and wrong where it is known what is
 * right.
 *
 * @throws WorkerRefusal when no answer was found that will do
 */
export const fillInBadly = (task: Task, { chance }: Mind): FilledIn =>
  collected(fieldsOf(task), (field) => {
    const right = task.known.get(field.name)
    if (right) return wrongAnswerTo(field, right, chance)
    if (!field.required && field.kind !== 'fixed') return undefined
    if (field.kind === 'text') return shortestFor(field) ?? answerTo(field, chance)
    if (field.kind === 'choice') return field.options.slice(0, Math.max(field.min, 1))
    return answerTo(field, chance)
  })

/** What a page elsewhere asks for is known by its review policies only, if at all. */
function fieldsOf({ asked, known, voted }: Task): readonly Asked[] {
  const names = new Set([...known.keys(), ...voted])
  for (const { name } of asked) names.delete(name)
  if (asked.length === 0 && names.size === 0) names.add('answer')
  return [...asked, ...[...names].map(plainText)]
}

const plainText = (name: string): Asked => ({
  name,
  required: true,
  kind: 'text',
  patterns: [],
  lines: 1,
})

/** People agree on what they choose and count, and not on how they say a thing. */
const isShared = (field: Asked, { voted }: Task): boolean =>
  field.kind === 'choice' ||
  (field.kind === 'text' && field.numeric !== undefined) ||
  voted.includes(field.name)

type Given = string | readonly string[] | { readonly bytes: number } | undefined

function answerTo(field: Asked, chance: Chance): Given {
  switch (field.kind) {
    case 'fixed':
      return field.value
    case 'text':
      return textFor(field, chance) ?? unanswerable(field)
    case 'choice':
      return chosenFrom(field, chance)
    case 'file': {
      const { minBytes, maxBytes } = field
      const bytes = Math.min(Math.max(usualFile, minBytes), maxBytes)
      return bytes > largestFile ? unanswerable(field) : { bytes }
    }
  }
}

function chosenFrom(field: Extract<Asked, { kind: 'choice' }>, chance: Chance): readonly string[] {
  const least = Math.max(field.min, field.required ? 1 : 0)
  const most = Math.min(field.max, field.options.length)
  if (least > most) return unanswerable(field)
  const left = [...field.options]
  const chosen = new Set<string>()
  for (let count = between(least, most, chance); count > 0; count--) {
    const option = oneOf(left, chance)
    left.splice(left.indexOf(option), 1)
    chosen.add(option)
  }
  return field.options.filter((option) => chosen.has(option))
}

/** Any that will do and is not the right one; the right one where there is no other. */
function wrongAnswerTo(field: Asked, right: readonly string[], chance: Chance): Given {
  const isWrong = (given: Given) =>
    comparable([given ?? []].flat().map(String)) !== comparable(right)
  if (field.kind === 'choice') {
    const wrong = field.options.filter((option) => !right.includes(option))
    const given = wrong.slice(0, Math.max(field.min, 1))
    if (given.length >= field.min && given.length > 0) return given
  }
  const short = field.kind === 'text' ? shortestFor(field) : undefined
  if (short !== undefined && isWrong(short)) return short
  for (let attempt = 0; attempt < 10; attempt++) {
    const given = answerTo(field, chance)
    if (isWrong(given)) return given
  }
  return answerTo(field, chance)
}

function collected(fields: readonly Asked[], give: (field: Asked) => Given): FilledIn {
  const given = fields.map((field) => ({ name: field.name, answer: give(field) }))
  const files: { name: string; bytes: number }[] = []
  const texts: Record<string, string | readonly string[]> = {}
  for (const { name, answer } of given) {
    if (typeof answer === 'object' && 'bytes' in answer) files.push({ name, bytes: answer.bytes })
    else if (answer !== undefined && answer.length > 0) texts[name] = answer
  }
  return { fields: texts, files }
}

function unanswerable({ name }: Asked): never {
  throw new WorkerRefusal(
    `No answer to ${name} was found that its HIT takes. Give the crowd answers of its own.`,
  )
}
