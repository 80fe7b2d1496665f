import type { TextRange } from './annotation/text-selection.js'
import { type AnswerObject, createElement } from './form-element.js'

interface WordLimits {
  readonly min: number
  readonly max?: number
}

interface QuestionPairOptions {
  readonly questionWords: WordLimits
  readonly answerWords: WordLimits
  readonly tags: readonly string[]
  readonly allowsOwnTags: boolean
  readonly takeSelection: () => TextRange | undefined
  readonly readText: (range: TextRange) => string
  readonly onChange: () => void
  readonly onRemove: () => void
}

export interface QuestionPairDraft {
  readonly ranges: readonly TextRange[]
  /** All tags, with those that the worker added. */
  readonly tags: readonly string[]
}

/** The fields of one question and its answer. */
export interface QuestionPair {
  readonly element: HTMLElement
  readonly question: HTMLTextAreaElement
  readonly answer: HTMLTextAreaElement
  /** The parts of the text that the question is about. */
  readonly listRanges: () => readonly TextRange[]
  /** All tags, with those that the worker added. */
  readonly listTags: () => readonly string[]
  readonly restore: (draft: QuestionPairDraft) => void
  readonly setNumber: (number: number, mayBeRemoved: boolean) => void
  readonly read: () => AnswerObject
}

export function createQuestionPair(options: QuestionPairOptions): QuestionPair {
  const { onChange } = options
  const question = createTextField(options.questionWords)
  const answer = createTextField(options.answerWords)
  const legend = createElement('legend')
  const tags = createElement('div', 'tags')
  const marks = createElement('ul', 'items')
  const remove = createButton('Remove this question', options.onRemove)
  let ranges: readonly TextRange[] = []
  const setRanges = (next: readonly TextRange[]) => {
    ranges = next
    marks.replaceChildren(
      ...next.map((range) => {
        const text = options.readText(range)
        const button = createButton(`${text} ×`, () =>
          setRanges(next.filter((each) => each !== range)),
        )
        button.setAttribute('aria-label', `Remove “${text}”`)
        return createElement('li', '', button)
      }),
    )
    onChange()
  }
  const attach = createButton('Attach the selected text', () => {
    const range = options.takeSelection()
    if (range) setRanges([...ranges, range])
  })
  for (const tag of options.tags) tags.append(createTag(tag))
  tags.hidden = options.tags.length === 0 && !options.allowsOwnTags
  const element = createElement(
    'fieldset',
    'question',
    legend,
    createElement('label', '', 'Question', question),
    createElement('label', '', 'Answer', answer),
    tags,
    ...(options.allowsOwnTags ? [createTagInput(tags, onChange)] : []),
    createElement('div', 'toolbar', attach, remove),
    marks,
  )
  element.addEventListener('input', onChange)
  const listTags = () => [...tags.querySelectorAll('input')].map(({ value }) => value)
  return {
    element,
    question,
    answer,
    listRanges: () => ranges,
    listTags,
    restore(draft) {
      setRanges(draft.ranges)
      for (const tag of draft.tags) if (!listTags().includes(tag)) tags.append(createTag(tag))
    },
    setNumber(number, mayBeRemoved) {
      legend.textContent = `Question ${number}`
      remove.hidden = !mayBeRemoved
    },
    read: () => ({
      answer: answer.value,
      highlights: ranges.map(({ endOffset, startOffset }) => ({ endOffset, startOffset })),
      question: question.value,
      tags: [...tags.querySelectorAll<HTMLInputElement>(':checked')].map(({ value }) => value),
    }),
  }
}

function createButton(text: string, act: () => void): HTMLButtonElement {
  const button = createElement('button', '', text)
  button.type = 'button'
  button.addEventListener('click', act)
  return button
}

function createTextField({ min, max = Number.POSITIVE_INFINITY }: WordLimits): HTMLTextAreaElement {
  const field = createElement('textarea')
  field.rows = 2
  const check = () => {
    const count = field.value.split(/\s+/).filter(Boolean).length
    const message =
      count < min ? `At least ${min} words are needed.` : `At most ${max} words are allowed.`
    field.setCustomValidity(count < min || count > max ? message : '')
  }
  field.addEventListener('input', check)
  check()
  return field
}

function createTag(tag: string, isChosen = false): HTMLElement {
  const box = createElement('input')
  box.type = 'checkbox'
  box.value = tag
  box.checked = isChosen
  return createElement('label', '', box, ` ${tag}`)
}

function createTagInput(tags: HTMLElement, onChange: () => void): HTMLElement {
  const input = createElement('input')
  input.setAttribute('aria-label', 'A tag of your own')
  input.placeholder = 'Another tag'
  const add = createButton('Add tag', () => {
    const tag = input.value.trim()
    if (tag) tags.append(createTag(tag, true))
    input.value = ''
    onChange()
  })
  return createElement('div', 'toolbar', input, add)
}
