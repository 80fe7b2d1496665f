import { SelectableText } from './annotation/selectable-text.js'
import type { TextRange } from './annotation/text-selection.js'
import { createSlot, createWidgetFrame } from './annotation/widget-frame.js'
import {
  type AnswerObject,
  createElement,
  FormElement,
  hasBooleanAttribute,
  parseList,
} from './form-element.js'
import { createQuestionPair, type QuestionPair, type QuestionPairDraft } from './question-pair.js'

const hint =
  'Select a part of the text that a question is about, and attach it to the question. With the keyboard: the arrow keys select a word, with Shift they change the end of the selection.'

/** The worker writes questions about a text, with their answers. */
export class QuestionAnswerGeneration extends FormElement {
  readonly #textBox = new SelectableText(hint)
  readonly #list = createElement('div', 'questions')
  readonly #add = createElement('button', '', 'Add a question')
  #pairs: readonly QuestionPair[] = []

  connectedCallback(): void {
    if (this.shadowRoot) return
    const area = createWidgetFrame(this)
    this.append(this.#textBox.element)
    this.#textBox.element.addEventListener('keydown', (event) => {
      if (this.#textBox.handleKey(event)) event.preventDefault()
    })
    this.#add.type = 'button'
    this.#add.addEventListener('click', () => {
      const pair = this.#createPair()
      this.#show([...this.#pairs, pair])
      pair.question.focus()
    })
    area.append(createElement('p', 'hint', hint), createSlot('text'), this.#list, this.#add)
    this.#show(Array.from({ length: this.#limit('min-questions') ?? 1 }, () => this.#createPair()))
  }

  get answer(): AnswerObject {
    return { questionAnswerPairs: this.#pairs.map((pair) => pair.read()) }
  }

  get value(): AnswerObject {
    return this.answer
  }

  /** What is not in native fields; it survives a reload of the page. */
  get draft(): unknown {
    return this.#pairs.map(({ listRanges, listTags }) => ({
      ranges: listRanges(),
      tags: listTags(),
    }))
  }

  set draft(draft: unknown) {
    const pairs = (draft as readonly QuestionPairDraft[]).map((each) => {
      const pair = this.#createPair()
      pair.restore(each)
      return pair
    })
    this.#show(pairs)
  }

  protected override get controls() {
    return this.#pairs.flatMap(({ question, answer }) => [question, answer])
  }

  #limit(attribute: string): number | undefined {
    const limit = Number.parseInt(this.getAttribute(attribute) ?? '', 10)
    return Number.isNaN(limit) ? undefined : limit
  }

  #createPair(): QuestionPair {
    const pair = createQuestionPair({
      questionWords: {
        min: this.#limit('question-min-words') ?? 1,
        max: this.#limit('question-max-words'),
      },
      answerWords: {
        min: this.#limit('answer-min-words') ?? 1,
        max: this.#limit('answer-max-words'),
      },
      tags: parseList(this.getAttribute('question-tags')),
      allowsOwnTags: hasBooleanAttribute(this, 'allow-custom-question-tags'),
      takeSelection: () => this.#textBox.takeSelection(),
      readText: ({ startOffset, endOffset }) =>
        [...(this.getAttribute('text') ?? '')].slice(startOffset, endOffset).join(''),
      onChange: () => this.#handleChange(),
      onRemove: () => {
        this.#show(this.#pairs.filter((each) => each !== pair))
        this.#add.focus()
      },
    })
    return pair
  }

  #show(pairs: readonly QuestionPair[]): void {
    this.#pairs = pairs
    this.#list.replaceChildren(...pairs.map(({ element }) => element))
    for (const [index, pair] of pairs.entries())
      pair.setNumber(index + 1, pairs.length > (this.#limit('min-questions') ?? 1))
    this.#add.disabled = pairs.length >= (this.#limit('max-questions') ?? Number.POSITIVE_INFINITY)
    this.#handleChange()
  }

  #handleChange(): void {
    const ranges = mergeRanges(this.#pairs.flatMap(({ listRanges }) => listRanges()))
    this.#textBox.show(
      this.getAttribute('text') ?? '',
      ranges.map((range) => ({ ...range, wrap: (part) => createElement('mark', '', part) })),
    )
    this.dispatchEvent(new Event('change', { bubbles: true }))
  }
}

/** Ranges that cover the same characters and do not overlap. */
function mergeRanges(ranges: readonly TextRange[]): readonly TextRange[] {
  const merged: TextRange[] = []
  for (const range of ranges.toSorted((a, b) => a.startOffset - b.startOffset)) {
    const last = merged.at(-1)
    if (last && range.startOffset <= last.endOffset)
      merged[merged.length - 1] = {
        ...last,
        endOffset: Math.max(last.endOffset, range.endOffset),
      }
    else merged.push(range)
  }
  return merged
}
