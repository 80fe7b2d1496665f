import type { HitRecord } from '../../domain/hit.js'
import type { HitTypeRecord } from '../../domain/hit-type.js'
import type { FieldValues } from '../../domain/questions/answer.js'
import type { AnswerTemplate, RandomFloat } from '../../domain/simulated-crowd.js'
import { placeholderPattern, rangePattern } from './placeholders.js'
import { pickOne, randomInt } from './random.js'
import { randomWord } from './random-text.js'

/** The values of a template's placeholders. */
interface TemplateValues {
  readonly workerId: string
  readonly assignmentId: string
  readonly hitId: string
  readonly hitTypeId: string
  readonly annotation: string
  /** The worker's number in its crowd. */
  readonly number: string
}

/** A template that fits the HIT, drawn by weight; `undefined` when none fits. */
export function pickTemplate(
  templates: readonly AnswerTemplate[],
  hit: HitRecord,
  { title }: HitTypeRecord,
  random: RandomFloat,
): AnswerTemplate | undefined {
  const identifiers = [hit.id, hit.hitTypeId, hit.requesterAnnotation, title]
  const specific = templates.filter(
    (each) => each.for !== undefined && identifiers.includes(each.for),
  )
  const candidates =
    specific.length > 0 ? specific : templates.filter((each) => each.for === undefined)
  let remainingWeight = random() * candidates.reduce((sum, { weight }) => sum + weight, 0)
  return (
    candidates.find(({ weight }) => {
      remainingWeight -= weight
      return remainingWeight < 0
    }) ?? candidates.at(-1)
  )
}

export const renderTemplate = (
  { fields }: AnswerTemplate,
  values: TemplateValues,
  random: RandomFloat,
): FieldValues =>
  Object.fromEntries(
    Object.entries(fields).map(([name, texts]) => {
      const fill = (text: string) =>
        text.replace(placeholderPattern, (_, placeholder: string) =>
          resolvePlaceholder(placeholder, values, random),
        )
      return [name, typeof texts === 'string' ? fill(texts) : texts.map(fill)]
    }),
  )

function resolvePlaceholder(
  placeholder: string,
  values: TemplateValues,
  random: RandomFloat,
): string {
  if (placeholder === 'word') return randomWord(random)
  if (placeholder.includes('|')) return pickOne(placeholder.split('|'), random)
  const [, from, to] = rangePattern.exec(placeholder) ?? []
  if (from !== undefined) return String(randomInt(Number(from), Number(to), random))
  return values[placeholder as keyof TemplateValues]
}
