import { createElement } from '../form-element.js'
import { countCharacters, findWord, readSelection, type TextRange } from './text-selection.js'

/** A part of the text that looks different, as `wrap` makes it. */
export interface TextMark extends TextRange {
  readonly wrap: (part: HTMLElement) => HTMLElement
}

/** A text of which the worker selects parts, with the mouse or the arrow keys. */
export class SelectableText {
  /** In the page, not in a shadow root: browsers report no selection in there. */
  readonly element = createElement('div', 'crowd-entity-text')
  #text = ''
  /** The last selection in the text: buttons take it away when they are clicked. */
  #selection?: TextRange

  constructor(hint: string) {
    this.element.slot = 'text'
    this.element.tabIndex = 0
    this.element.setAttribute('role', 'group')
    this.element.setAttribute('aria-label', `Text to annotate. ${hint}`)
    document.addEventListener('selectionchange', () => {
      this.#selection = readSelection(this.element) ?? this.#selection
    })
  }

  /** Shows a text with marks, which must not overlap. */
  show(text: string, marks: readonly TextMark[]): void {
    this.#text = text
    const characters = [...text]
    const parts: Node[] = []
    let offset = 0
    const addPlain = (to: number) => {
      if (to > offset) parts.push(createTextPart(characters, offset, to))
    }
    for (const { startOffset, endOffset, wrap } of marks.toSorted(byStart)) {
      addPlain(startOffset)
      parts.push(wrap(createTextPart(characters, startOffset, endOffset)))
      offset = endOffset
    }
    addPlain(characters.length)
    this.element.replaceChildren(...parts)
  }

  /** Returns the selected part, and selects nothing. */
  takeSelection(): TextRange | undefined {
    const range = this.#selection
    this.#selection = undefined
    document.getSelection()?.removeAllRanges()
    return range
  }

  /** Selects with the arrow keys. Returns whether the key has a meaning. */
  handleKey({ key, shiftKey }: KeyboardEvent): boolean {
    const direction = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : undefined
    if (direction === undefined) return false
    if (shiftKey) this.#extend(direction)
    else this.#selectWord(direction)
    return true
  }

  #selectWord(direction: 1 | -1): void {
    const from = direction === 1 ? this.#selection?.endOffset : this.#selection?.startOffset
    const range = findWord(this.#text, from ?? 0, direction)
    if (range) this.#select(range)
  }

  #extend(by: 1 | -1): void {
    const range = this.#selection ?? findWord(this.#text, 0, 1)
    if (!range) return
    const endOffset = Math.min(countCharacters(this.#text), range.endOffset + by)
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
    for (const element of this.element.querySelectorAll<HTMLElement>('[data-offset]')) {
      const start = Number(element.dataset.offset)
      const node = element.firstChild as Text
      const characters = [...node.data]
      if (offset + before <= start + characters.length)
        return { node, index: characters.slice(0, offset - start).join('').length }
    }
    return undefined
  }
}

const byStart = (a: TextRange, b: TextRange): number => a.startOffset - b.startOffset

function createTextPart(characters: readonly string[], from: number, to: number): HTMLElement {
  const part = createElement('span', '', characters.slice(from, to).join(''))
  part.dataset.offset = String(from)
  return part
}
