import { type AnswerObject, createElement, FormElement } from '../form-element.js'
import { parseLooseJson } from '../loose-json.js'
import { crowdStyles } from '../styles.js'
import { colourAt, createLabelPicker } from './label-picker.js'
import { countCharacters, findWord, readSelection, type TextRange } from './text-selection.js'
import { createWidgetFrame } from './widget-frame.js'

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
  /** In the page, not in the shadow root: browsers report no selection in there. */
  readonly #textBox = createElement('div', 'crowd-entity-text')
  readonly #message = createElement('p', 'message')
  readonly #picker = createLabelPicker((index) => this.#applyLabel(index))
  #entities: readonly Entity[] = []
  #selectedLabel = 0
  /** The last selection in the text: buttons take it away when they are clicked. */
  #selection?: TextRange
  #labels?: readonly EntityLabel[]
  #text?: string
  #isReady = false

  connectedCallback(): void {
    if (this.#isReady) return
    this.#isReady = true
    const area = createWidgetFrame(this)
    this.#textBox.slot = 'text'
    this.#textBox.tabIndex = 0
    this.#textBox.setAttribute('role', 'group')
    this.#textBox.setAttribute('aria-label', `Text to annotate. ${hint}`)
    this.append(this.#textBox)
    const slot = Object.assign(createElement('slot'), { name: 'text' })
    this.#message.setAttribute('role', 'alert')
    area.append(this.#picker.element, createElement('p', 'hint', hint), slot, this.#message)
    this.#textBox.addEventListener('keydown', (event) => this.#handleKey(event))
    document.addEventListener('selectionchange', () => {
      this.#selection = readSelection(this.#textBox) ?? this.#selection
    })
    const initial = parseLooseJson(this.getAttribute('initial-value'))
    if (Array.isArray(initial)) this.#entities = initial
    this.#render()
    if (this.closest('crowd-form')) return
    const style = createElement('style', '', crowdStyles)
    area.append(style, createElement('crowd-form' as 'form'))
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
    const characters = [...this.text]
    const parts: Node[] = []
    let offset = 0
    const addPlain = (to: number) => {
      if (to > offset) parts.push(createTextPart(characters, offset, to))
    }
    for (const entity of this.#sorted) {
      addPlain(entity.startOffset)
      parts.push(this.#createMark(characters, entity))
      offset = entity.endOffset
    }
    addPlain(characters.length)
    this.#textBox.replaceChildren(...parts)
  }

  #createMark(characters: readonly string[], entity: Entity): HTMLElement {
    const { label, startOffset, endOffset } = entity
    const name = this.labels.find((each) => each.label === label)?.shortDisplayName ?? label
    const remove = createElement('button', '', `${name} ×`)
    remove.type = 'button'
    const part = createTextPart(characters, startOffset, endOffset)
    remove.setAttribute('aria-label', `Remove ${label} from ${part.textContent}`)
    remove.addEventListener('click', () => {
      this.#change(this.#entities.filter((each) => each !== entity))
      this.#textBox.focus()
    })
    const mark = createElement('mark', '', part, remove)
    mark.style.backgroundColor = `${this.#colourOf(label)}66`
    return mark
  }

  #applyLabel(index: number): void {
    this.#selectedLabel = index
    const label = this.labels[index]?.label
    const range = this.#selection
    this.#selection = undefined
    document.getSelection()?.removeAllRanges()
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
    const { key, shiftKey, target } = event
    if (target !== this.#textBox || event.ctrlKey || event.metaKey) return
    const direction = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : undefined
    if (direction !== undefined) {
      if (shiftKey) this.#extend(direction)
      else this.#selectWord(direction)
    } else if (key === 'Enter') this.#applyLabel(this.#selectedLabel)
    else if (/^[1-9]$/.test(key) && Number(key) <= this.labels.length)
      this.#applyLabel(Number(key) - 1)
    else return
    event.preventDefault()
  }

  #selectWord(direction: 1 | -1): void {
    const from = direction === 1 ? this.#selection?.endOffset : this.#selection?.startOffset
    const range = findWord(this.text, from ?? 0, direction)
    if (range) this.#select(range)
  }

  #extend(by: 1 | -1): void {
    const range = this.#selection ?? findWord(this.text, 0, 1)
    if (!range) return
    const endOffset = Math.min(countCharacters(this.text), range.endOffset + by)
    if (endOffset > range.startOffset) this.#select({ ...range, endOffset })
  }

  #select(range: TextRange): void {
    this.#selection = range
    const [start, end] = [this.#locate(range.startOffset, 1), this.#locate(range.endOffset, 0)]
    if (start && end)
      document.getSelection()?.setBaseAndExtent(start.node, start.index, end.node, end.index)
  }

  /** Where a character begins in the page, or with `before` 0 where the one before it ends. */
  #locate(
    offset: number,
    before: 0 | 1,
  ): { readonly node: Text; readonly index: number } | undefined {
    for (const element of this.#textBox.querySelectorAll<HTMLElement>('[data-offset]')) {
      const start = Number(element.dataset.offset)
      const node = element.firstChild as Text
      const characters = [...node.data]
      if (offset + before <= start + characters.length)
        return { node, index: characters.slice(0, offset - start).join('').length }
    }
    return undefined
  }
}

function createTextPart(characters: readonly string[], from: number, to: number): HTMLElement {
  const part = createElement('span', '', characters.slice(from, to).join(''))
  part.dataset.offset = String(from)
  return part
}

/** Whether a range has a part of an entity, but not all of it. */
const overlapsPartly = (entity: TextRange, range: TextRange): boolean =>
  entity.startOffset < range.endOffset &&
  entity.endOffset > range.startOffset &&
  (entity.startOffset < range.startOffset || entity.endOffset > range.endOffset)
