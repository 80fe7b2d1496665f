import { WorkerError } from '../../domain/errors.js'
import type { FieldValues } from '../../domain/questions/answer.js'
import type { FormField } from '../../domain/questions/form-field.js'
import { type AnswersByQuestion, normalizeAnswer } from '../../domain/review-policies/policy.js'
import type { RandomFloat } from '../../domain/simulated-crowd.js'
import { emptyAnnotation, generateAnnotation } from './generate-annotation.js'
import { pickOne, randomInt } from './random.js'
import { generateShortestText, generateText } from './random-text.js'

/** The form that a worker fills in. */
interface AnswerTask {
  readonly fields: readonly FormField[]
  /** The known answers of the requester's review policy. */
  readonly knownAnswers: AnswersByQuestion
  /** The questions on which the review policy compares workers. */
  readonly votedQuestions: readonly string[]
}

/** How a worker chooses its answers. */
interface WorkerProfile {
  readonly random: RandomFloat
  /** The share of questions that it answers as the other workers do. */
  readonly consensusRate: number
  /** The random source of a question's consensus answer; the same for all workers. */
  readonly createSharedRandom: (name: string) => RandomFloat
}

export interface GeneratedFields {
  readonly fields: FieldValues
  readonly files: readonly { readonly name: string; readonly bytes: number }[]
}

/** Bytes of an uploaded file when the question does not limit them. */
const defaultFileBytes = 100
const maxFileBytes = 1_000_000

/**
 * Fills in every field with random valid answers, and with the known answers where there are any.
 *
 * @throws WorkerError when no valid answer was found
 */
export const generateAnswers = (task: AnswerTask, profile: WorkerProfile): GeneratedFields =>
  collectAnswers(listFields(task), (field) => {
    const correctValues = task.knownAnswers.get(field.name)
    if (correctValues) return field.kind === 'text' ? correctValues.join('|') : correctValues
    const agreesWithOthers =
      canHaveConsensus(field, task) && profile.random() < profile.consensusRate
    return generateAnswer(
      field,
      agreesWithOthers ? profile.createSharedRandom(field.name) : profile.random,
    )
  })

/**
 * Fills in required fields only, with the shortest valid answers, and with wrong ones where the
 * known answers say what is right.
 *
 * @throws WorkerError when no valid answer was found
 */
export const generateBadAnswers = (task: AnswerTask, { random }: WorkerProfile): GeneratedFields =>
  collectAnswers(listFields(task), (field) => {
    const correctValues = task.knownAnswers.get(field.name)
    if (correctValues) return generateWrongAnswer(field, correctValues, random)
    if (!field.required && field.kind !== 'fixed') return undefined
    if (field.kind === 'text') return generateShortestText(field) ?? generateAnswer(field, random)
    if (field.kind === 'choice') return field.options.slice(0, Math.max(field.min, 1))
    if (field.kind === 'annotation') return emptyAnnotation(field)
    return generateAnswer(field, random)
  })

/** Of an external page, only the questions of its review policies are known. */
function listFields({ fields, knownAnswers, votedQuestions }: AnswerTask): readonly FormField[] {
  const names = new Set([...knownAnswers.keys(), ...votedQuestions])
  for (const { name } of fields) names.delete(name)
  if (fields.length === 0 && names.size === 0) names.add('answer')
  return [...fields, ...[...names].map(toTextField)]
}

const toTextField = (name: string): FormField => ({
  name,
  required: true,
  kind: 'text',
  patterns: [],
  lines: 1,
})

/** Workers agree on choices and numbers, but not on free text. */
const canHaveConsensus = (field: FormField, { votedQuestions }: AnswerTask): boolean =>
  field.kind === 'choice' ||
  (field.kind === 'text' && field.numeric !== undefined) ||
  votedQuestions.includes(field.name)

type GeneratedValue = string | readonly string[] | { readonly bytes: number } | undefined

function generateAnswer(field: FormField, random: RandomFloat): GeneratedValue {
  switch (field.kind) {
    case 'fixed':
      return field.value
    case 'text':
      return generateText(field, random) ?? throwUnanswerable(field)
    case 'choice':
      return chooseOptions(field, random)
    case 'annotation':
      return generateAnnotation(field, random)
    case 'file': {
      const { minBytes, maxBytes } = field
      const bytes = Math.min(Math.max(defaultFileBytes, minBytes), maxBytes)
      return bytes > maxFileBytes ? throwUnanswerable(field) : { bytes }
    }
  }
}

function chooseOptions(
  field: Extract<FormField, { kind: 'choice' }>,
  random: RandomFloat,
): readonly string[] {
  const min = Math.max(field.min, field.required ? 1 : 0)
  const max = Math.min(field.max, field.options.length)
  if (min > max) return throwUnanswerable(field)
  const remaining = [...field.options]
  const chosen = new Set<string>()
  for (let count = randomInt(min, max, random); count > 0; count--) {
    const option = pickOne(remaining, random)
    remaining.splice(remaining.indexOf(option), 1)
    chosen.add(option)
  }
  if (field.exclusive !== undefined && chosen.has(field.exclusive)) return [field.exclusive]
  return field.options.filter((option) => chosen.has(option))
}

/** A valid answer other than the right one; the right one when there is no other. */
function generateWrongAnswer(
  field: FormField,
  correctValues: readonly string[],
  random: RandomFloat,
): GeneratedValue {
  const isWrong = (value: GeneratedValue) =>
    normalizeAnswer([value ?? []].flat().map(String)) !== normalizeAnswer(correctValues)
  if (field.kind === 'choice') {
    const wrong = field.options.filter((option) => !correctValues.includes(option))
    const given = wrong.slice(0, Math.max(field.min, 1))
    if (given.length >= field.min && given.length > 0) return given
  }
  const short = field.kind === 'text' ? generateShortestText(field) : undefined
  if (short !== undefined && isWrong(short)) return short
  for (let attempt = 0; attempt < 10; attempt++) {
    const given = generateAnswer(field, random)
    if (isWrong(given)) return given
  }
  return generateAnswer(field, random)
}

function collectAnswers(
  fields: readonly FormField[],
  answerField: (field: FormField) => GeneratedValue,
): GeneratedFields {
  const answers = fields.map((field) => ({ name: field.name, answer: answerField(field) }))
  const files: { name: string; bytes: number }[] = []
  const values: Record<string, string | readonly string[]> = {}
  for (const { name, answer } of answers) {
    if (typeof answer === 'object' && 'bytes' in answer) files.push({ name, bytes: answer.bytes })
    else if (answer !== undefined && answer.length > 0) values[name] = answer
  }
  return { fields: values, files }
}

function throwUnanswerable({ name }: FormField): never {
  throw new WorkerError(
    `No answer to ${name} was found that its HIT takes. Give the crowd answers of its own.`,
  )
}
