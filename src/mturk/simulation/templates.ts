import type { AnswerTemplate, Chance } from '../../domain/crowd.js'
import type { HIT } from '../../domain/hit.js'
import type { HITType } from '../../domain/hit-type.js'
import type { Fields } from '../../domain/questions/answer.js'
import { between, oneOf } from './chances.js'
import { gap, range } from './gaps.js'
import { word } from './text.js'

/** What a template may say by name. */
export interface Named {
  readonly workerId: string
  readonly assignmentId: string
  readonly hitId: string
  readonly hitTypeId: string
  readonly annotation: string
  /** Which of its crowd the worker is. */
  readonly number: string
}

/** The template for a HIT, by chance where several fit; nothing when none does. */
export function templateFor(
  templates: readonly AnswerTemplate[],
  hit: HIT,
  { title }: HITType,
  chance: Chance,
): AnswerTemplate | undefined {
  const own = [hit.id, hit.hitTypeId, hit.requesterAnnotation, title]
  const named = templates.filter((each) => each.for !== undefined && own.includes(each.for))
  const fitting = named.length > 0 ? named : templates.filter((each) => each.for === undefined)
  let drawn = chance() * fitting.reduce((sum, { weight }) => sum + weight, 0)
  return (
    fitting.find(({ weight }) => {
      drawn -= weight
      return drawn < 0
    }) ?? fitting.at(-1)
  )
}

export const filledFrom = ({ fields }: AnswerTemplate, named: Named, chance: Chance): Fields =>
  Object.fromEntries(
    Object.entries(fields).map(([name, texts]) => {
      const fill = (text: string) =>
        text.replace(gap, (_, inside: string) => valueIn(inside, named, chance))
      return [name, typeof texts === 'string' ? fill(texts) : texts.map(fill)]
    }),
  )

function valueIn(inside: string, named: Named, chance: Chance): string {
  if (inside === 'word') return word(chance)
  if (inside.includes('|')) return oneOf(inside.split('|'), chance)
  const [, from, to] = range.exec(inside) ?? []
  if (from !== undefined) return String(between(Number(from), Number(to), chance))
  return named[inside as keyof Named]
}
