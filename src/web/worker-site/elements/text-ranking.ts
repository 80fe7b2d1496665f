import { createWidgetFrame } from './annotation/widget-frame.js'
import { type AnswerObject, createElement, FormElement, parseList } from './form-element.js'
import { parseLooseJson } from './loose-json.js'

interface RankingDimension {
  readonly name: string
  /** Whether several responses may have one rank. */
  readonly allowTie: boolean
}

/** Ranks responses to a text in several dimensions; 1 is the best rank. */
export class TextRanking extends FormElement {
  #dimensions: readonly RankingDimension[] = []
  /** A choice for each response, by dimension. */
  #choices: readonly (readonly HTMLSelectElement[])[] = []

  connectedCallback(): void {
    if (this.shadowRoot) return
    const area = createWidgetFrame(this)
    const responses = parseList(this.getAttribute('responses'))
    this.#dimensions = parseDimensions(this.getAttribute('ordinal-ranking-dimensions'))
    this.#choices = this.#dimensions.map(({ name }) =>
      responses.map((_, index) => createChoice(name, index + 1, responses.length)),
    )
    const entries = responses.map((text, index) =>
      createElement(
        'li',
        '',
        createElement('p', '', text),
        ...this.#dimensions.map(({ name }, dimension) =>
          createElement('label', '', name, this.#choices[dimension]![index]!),
        ),
      ),
    )
    area.append(
      createElement('blockquote', 'text', this.getAttribute('text') ?? ''),
      createElement('ol', 'responses', ...entries),
    )
    area.addEventListener('change', () => {
      this.#checkTies()
      this.dispatchEvent(new Event('change', { bubbles: true }))
    })
  }

  get answer(): AnswerObject {
    return {
      rankings: this.#dimensions.map(({ name }, dimension) => ({
        name,
        ranks: this.#choices[dimension]!.map(({ value }) => Number(value)),
      })),
    }
  }

  get value(): AnswerObject {
    return this.answer
  }

  protected override get controls(): readonly HTMLSelectElement[] {
    return this.#choices.flat()
  }

  #checkTies(): void {
    for (const [index, { name, allowTie }] of this.#dimensions.entries()) {
      if (allowTie) continue
      const choices = this.#choices[index]!
      for (const choice of choices) {
        const isTie =
          choice.value !== '' &&
          choices.some((each) => each !== choice && each.value === choice.value)
        choice.setCustomValidity(isTie ? `Two responses have rank ${choice.value} in ${name}.` : '')
      }
    }
  }
}

function parseDimensions(text: string | null): readonly RankingDimension[] {
  const parsed = parseLooseJson(text)
  return Array.isArray(parsed)
    ? parsed.map(({ name, allowTie }) => ({
        name: String(name),
        allowTie: String(allowTie) === 'true',
      }))
    : []
}

function createChoice(name: string, response: number, count: number): HTMLSelectElement {
  const choice = createElement('select')
  choice.required = true
  choice.setAttribute('aria-label', `${name} of response ${response}`)
  choice.append(
    new Option('Choose a rank', ''),
    ...Array.from({ length: count }, (_, index) => {
      const note = index === 0 ? ' (best)' : index === count - 1 ? ' (worst)' : ''
      return new Option(`${index + 1}${note}`, String(index + 1))
    }),
  )
  return choice
}
