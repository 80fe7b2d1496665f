import { type AnswerObject, createElement, FormElement } from '../form-element.js'
import { parseLooseJson } from '../loose-json.js'
import { colourAt, createLabelPicker } from './label-picker.js'
import { SelectableText } from './selectable-text.js'
import type { TextRange } from './text-selection.js'
import { createSlot, createWidgetFrame } from './widget-frame.js'

interface Entity extends TextRange {
  readonly label: string
}

interface EntityLabel {
  readonly label: string
  readonly shortDisplayName?: string
  readonly fullDisplayName?: string
  /** Used by samples of Amazon's instead of the documented `fullDisplayName`. */
  readonly longDisplayName?: string
}

const hint =
  'Select a part of the text and choose its label. With the keyboard: the arrow keys select a word, with Shift they change the end of the selection, a digit or Enter gives it a label.'

/** A text with labels on parts of it. Outside a `crowd-form` it has a form of its own. */
export class EntityAnnotation extends FormElement {
  readonly #textBox = new SelectableText(hint)
  readonly #message = createElement('p', 'message')
  readonly #picker = createLabelPicker((index) => this.#applyLabel(index))
  #entities: readonly Entity[] = []
  #selectedLabel = 0
  #labels?: readonly EntityLabel[]
  #text?: string
  #isReady = false

  connectedCallback(): void {
    if (this.#isReady) return
    this.#isReady = true
    const area = createWidgetFrame(this)
    this.append(this.#textBox.element)
    this.#message.setAttribute('role', 'alert')
    area.append(
      this.#picker.element,
      createElement('p', 'hint', hint),
      createSlot('text'),
      this.#message,
    )
    this.#textBox.element.addEventListener('keydown', (event) => this.#handleKey(event))
    const initial = parseLooseJson(this.getAttribute('initial-value'))
    if (Array.isArray(initial)) this.#entities = initial
    this.#render()
    if (this.closest('crowd-form')) return
    area.append(createElement('crowd-form' as 'form'))
  }

  get answer(): AnswerObject {
    return {
      entities: this.#sorted.map(({ endOffset, label, startOffset }) => ({
        endOffset,
        label,
        startOffset,
      })),
    }
  }

  get value(): AnswerObject {
    return this.answer
  }

  get text(): string {
    return this.#text ?? this.getAttribute('text') ?? ''
  }

  set text(text: string) {
    this.#text = text
    this.#entities = []
    this.#render()
  }

  get labels(): readonly EntityLabel[] {
    const labels = this.#labels ?? parseLooseJson(this.getAttribute('labels'))
    return Array.isArray(labels)
      ? labels.map((each) => (typeof each === 'object' ? each : { label: String(each) }))
      : []
  }

  set labels(labels: readonly EntityLabel[]) {
    this.#labels = labels
    this.#render()
  }

  /** What was marked; it survives a reload of the page. */
  get draft(): unknown {
    return this.#entities
  }

  set draft(draft: unknown) {
    this.#change(draft as readonly Entity[])
  }

  override checkValidity(): boolean {
    return true
  }

  override reportValidity(): boolean {
    return true
  }

  get #sorted(): readonly Entity[] {
    return this.#entities.toSorted((a, b) => a.startOffset - b.startOffset)
  }

  #colourOf(label: string): string {
    return colourAt(
      Math.max(
        0,
        this.labels.findIndex((each) => each.label === label),
      ),
    )
  }

  #render(): void {
    const choices = this.labels.map(({ label, fullDisplayName, longDisplayName }) => ({
      text: fullDisplayName ?? longDisplayName ?? label,
      colour: this.#colourOf(label),
    }))
    this.#picker.show(choices, this.#selectedLabel)
    this.#textBox.show(
      this.text,
      this.#entities.map((entity) => ({
        ...entity,
        wrap: (part) => this.#createMark(part, entity),
      })),
    )
  }

  #createMark(part: HTMLElement, entity: Entity): HTMLElement {
    const { label } = entity
    const name = this.labels.find((each) => each.label === label)?.shortDisplayName ?? label
    const remove = createElement('button', '', `${name} ×`)
    remove.type = 'button'
    remove.setAttribute('aria-label', `Remove ${label} from ${part.textContent}`)
    remove.addEventListener('click', () => {
      this.#change(this.#entities.filter((each) => each !== entity))
      this.#textBox.element.focus()
    })
    const mark = createElement('mark', '', part, remove)
    mark.style.backgroundColor = `${this.#colourOf(label)}66`
    return mark
  }

  #applyLabel(index: number): void {
    this.#selectedLabel = index
    const label = this.labels[index]?.label
    const range = this.#textBox.takeSelection()
    this.#message.textContent = ''
    if (!range || label === undefined) this.#render()
    else if (this.#entities.some((entity) => overlapsPartly(entity, range))) {
      this.#message.textContent = 'Select all of a labelled part, or nothing of it.'
      this.#render()
    } else {
      const others = this.#entities.filter(
        ({ startOffset, endOffset }) =>
          endOffset <= range.startOffset || startOffset >= range.endOffset,
      )
      this.#change([...others, { ...range, label }])
    }
  }

  #change(entities: readonly Entity[]): void {
    this.#entities = entities
    this.#render()
    this.dispatchEvent(new Event('change', { bubbles: true }))
  }

  #handleKey(event: KeyboardEvent): void {
    const { key, target } = event
    if (target !== this.#textBox.element || event.ctrlKey || event.metaKey) return
    if (key === 'Enter') this.#applyLabel(this.#selectedLabel)
    else if (/^[1-9]$/.test(key) && Number(key) <= this.labels.length)
      this.#applyLabel(Number(key) - 1)
    else if (!this.#textBox.handleKey(event)) return
    event.preventDefault()
  }
}

/** Whether a range has a part of an entity, but not all of it. */
const overlapsPartly = (entity: TextRange, range: TextRange): boolean =>
  entity.startOffset < range.endOffset &&
  entity.endOffset > range.startOffset &&
  (entity.startOffset < range.startOffset || entity.endOffset > range.endOffset)
