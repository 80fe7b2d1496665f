import {
  type AnswerObject,
  createElement,
  FormElement,
  hasBooleanAttribute,
  parseList,
} from '../form-element.js'
import { clampToImage, type ImagePoint, type ImageSize } from './geometry.js'
import { colourAt, createLabelPicker, type LabelChoice } from './label-picker.js'
import { createWidgetFrame } from './widget-frame.js'

/** Steps of the arrow keys in pixels of the image. */
const keyboardStep = 10
const fineKeyboardStep = 1

/** An entry of the list of annotations under the image. */
export interface ListedAnnotation {
  readonly text: string
  readonly colour: string
}

/**
 * A picture to draw on, by mouse, touch and keyboard. What was drawn is a list of items; each change
 * makes a new list, so that changes can be undone.
 */
export abstract class ImageAnnotator<Item> extends FormElement {
  protected readonly image: HTMLImageElement = createElement('img')
  /** Pages find the picture by this class name, to lay other pictures over it. */
  protected readonly canvas: HTMLCanvasElement = createElement('canvas', 'upper-canvas')
  protected readonly toolbar: HTMLElement = createElement('div', 'toolbar')
  protected items: readonly Item[] = []
  /** The position of the keyboard's cursor while it is in use. */
  protected cursor?: ImagePoint
  protected selectedLabel = 0
  protected selectedItem?: number
  readonly #hint = createElement('p', 'hint')
  readonly #message = createElement('p', 'message')
  readonly #list = createElement('ul', 'items')
  readonly #picker = createLabelPicker((index) => this.selectLabel(index))
  #labels?: readonly string[]
  #past: readonly (readonly Item[])[] = []
  #future: readonly (readonly Item[])[] = []
  #isReady = false

  protected abstract readonly hint: string
  /** Starts to draw; a pointer may also grip what is there. */
  protected abstract press(point: ImagePoint, mayGrip: boolean): void
  protected abstract drag(point: ImagePoint): void
  protected abstract release(point: ImagePoint): void
  /** Whether a key starts to draw and the next one ends it, as pressing and releasing do. */
  protected abstract readonly isDrawing: boolean
  protected abstract readonly drawsByDragging: boolean
  /** Ends what is drawn; a double click and Enter do it too. */
  protected abstract finish(): void
  protected abstract cancel(): void
  protected abstract paint(context: CanvasRenderingContext2D, scale: number): void
  protected abstract listItems(): readonly ListedAnnotation[]
  protected abstract withoutItem(index: number): readonly Item[]
  protected abstract moveItem(index: number, by: ImagePoint): readonly Item[]
  /** Called when the picture is loaded. */
  protected abstract startWith(size: ImageSize): void

  connectedCallback(): void {
    if (this.#isReady) return
    this.#isReady = true
    const area = createWidgetFrame(this)
    this.image.alt = ''
    this.image.draggable = false
    this.#hint.textContent = this.hint
    this.#message.setAttribute('role', 'alert')
    this.#list.setAttribute('aria-label', 'Annotations')
    this.toolbar.setAttribute('role', 'toolbar')
    this.toolbar.setAttribute('aria-label', 'Tools')
    this.canvas.width = 0
    this.canvas.tabIndex = 0
    this.canvas.setAttribute('role', 'application')
    this.canvas.setAttribute('aria-label', `Picture to annotate. ${this.hint}`)
    this.addTools()
    const stage = createElement('div', 'stage', this.image, this.canvas)
    area.append(
      this.#picker.element,
      this.toolbar,
      this.#hint,
      stage,
      this.#message,
      createElement('div', '', this.#list),
    )
    this.#listenToPointer()
    this.canvas.addEventListener('keydown', (event) => this.#handleKey(event))
    this.canvas.addEventListener('blur', () => {
      this.cursor = undefined
      // Redrawn buttons would miss the click that took the focus.
      this.repaint()
    })
    this.image.addEventListener('load', () => {
      this.#message.textContent = ''
      this.canvas.width = this.image.naturalWidth || this.image.width
      this.canvas.height = this.image.naturalHeight || this.image.height
      this.startWith(this.imageSize)
      this.redraw()
    })
    this.image.addEventListener('error', () => this.showMessage('The picture cannot be loaded.'))
    this.image.src = this.getAttribute('src') ?? ''
    this.redraw()
  }

  get labels(): readonly string[] {
    return this.#labels ?? parseList(this.getAttribute('labels'))
  }

  set labels(labels: readonly string[]) {
    this.#labels = [...labels].map(String)
    this.selectedLabel = Math.max(0, Math.min(this.selectedLabel, labels.length - 1))
    if (this.#isReady) this.redraw()
  }

  get value(): AnswerObject {
    return this.answer as AnswerObject
  }

  /** The name by which pages read the answer that Amazon's elements hold. */
  get _submittableValue(): AnswerObject {
    return this.value
  }

  /** What was drawn, as JSON can hold it; it survives a reload of the page. */
  get draft(): unknown {
    return { items: this.items }
  }

  set draft(draft: unknown) {
    this.change((draft as { readonly items: readonly Item[] }).items)
  }

  override checkValidity(): boolean {
    return true
  }

  override reportValidity(): boolean {
    return true
  }

  override focus(): void {
    this.canvas.focus()
  }

  protected get imageSize(): ImageSize {
    return this.image.complete && this.image.naturalWidth > 0
      ? { width: this.canvas.width, height: this.canvas.height }
      : { width: 0, height: 0 }
  }

  protected get inputImageProperties(): AnswerObject {
    const { width, height } = this.imageSize
    return { height, width }
  }

  protected colourOf(label: string): string {
    const index = this.labels.indexOf(label)
    return colourAt(
      index < 0 ? this.labels.length : index,
      parseList(this.getAttribute('label-colors')),
    )
  }

  protected get currentLabel(): string | undefined {
    return this.labels[this.selectedLabel]
  }

  /** Pixels of the image per pixel of the screen. */
  protected get scale(): number {
    return this.canvas.width / (this.canvas.getBoundingClientRect().width || this.canvas.width || 1)
  }

  protected get choices(): readonly LabelChoice[] {
    return this.labels.map((text) => ({ text, colour: this.colourOf(text) }))
  }

  protected selectLabel(index: number): void {
    this.selectedLabel = index
    this.redraw()
  }

  protected showMessage(text: string): void {
    this.#message.textContent = text
  }

  protected change(items: readonly Item[]): void {
    this.#past = [...this.#past, this.items]
    this.#future = []
    this.#show(items)
  }

  protected addTools(): void {
    this.addTool('Undo', () => this.#undo())
    this.addTool('Redo', () => this.#redo())
  }

  protected addTool(text: string, act: () => void): HTMLButtonElement {
    const button = createElement('button', '', text)
    button.type = 'button'
    button.disabled = hasBooleanAttribute(this, 'disabled')
    button.addEventListener('click', act)
    this.toolbar.append(button)
    return button
  }

  protected redraw(): void {
    this.#picker.show(this.choices, this.selectedLabel)
    this.#renderList()
    this.repaint()
  }

  /** Paints the canvas only, as while the pointer moves. */
  protected repaint(): void {
    const context = this.canvas.getContext('2d')
    if (!context || this.canvas.width === 0) return
    context.clearRect(0, 0, this.canvas.width, this.canvas.height)
    this.paint(context, this.scale)
    if (this.cursor) paintCursor(context, this.cursor, this.scale)
  }

  #show(items: readonly Item[]): void {
    this.items = items
    if (this.selectedItem !== undefined && this.selectedItem >= items.length)
      this.selectedItem = undefined
    this.redraw()
    this.dispatchEvent(new Event('change', { bubbles: true }))
  }

  #undo(): void {
    if (this.isDrawing) {
      this.cancel()
      return
    }
    const previous = this.#past.at(-1)
    if (!previous) return
    this.#future = [...this.#future, this.items]
    this.#past = this.#past.slice(0, -1)
    this.#show(previous)
  }

  #redo(): void {
    const next = this.#future.at(-1)
    if (!next) return
    this.#past = [...this.#past, this.items]
    this.#future = this.#future.slice(0, -1)
    this.#show(next)
  }

  #renderList(): void {
    const hadFocus = [...this.#list.children].findIndex((each) =>
      each.contains(this.shadowRoot!.activeElement),
    )
    this.#list.replaceChildren(
      ...this.listItems().map(({ text, colour }, index) => this.#createEntry(text, colour, index)),
    )
    if (hadFocus >= 0)
      (this.#list.children[hadFocus]?.querySelector('button') ?? this.canvas).focus()
  }

  #createEntry(text: string, colour: string, index: number): HTMLElement {
    const swatch = createElement('span', 'colour')
    swatch.style.backgroundColor = colour
    const select = createElement('button', '', swatch, text)
    select.type = 'button'
    select.setAttribute('aria-pressed', String(index === this.selectedItem))
    select.addEventListener('click', () => {
      this.selectedItem = index === this.selectedItem ? undefined : index
      this.redraw()
    })
    select.addEventListener('keydown', (event) => {
      const by = arrowStep(event, fineKeyboardStep, keyboardStep)
      if (by) this.change(this.moveItem(index, by))
      else if (event.key === 'Delete' || event.key === 'Backspace') this.#delete(index)
      else return
      event.preventDefault()
    })
    const remove = createElement('button', '', '×')
    remove.type = 'button'
    remove.setAttribute('aria-label', `Delete ${text}`)
    remove.addEventListener('click', () => this.#delete(index))
    return createElement('li', '', select, remove)
  }

  #delete(index: number): void {
    this.selectedItem = undefined
    this.change(this.withoutItem(index))
  }

  #listenToPointer(): void {
    const { canvas } = this
    canvas.addEventListener('pointerdown', (event) => {
      if (event.button !== 0 || this.imageSize.width === 0) return
      this.cursor = undefined
      canvas.setPointerCapture(event.pointerId)
      if (this.#checkLabel()) this.press(this.#pointAt(event), true)
    })
    canvas.addEventListener('pointermove', (event) => {
      if (this.imageSize.width > 0) this.drag(this.#pointAt(event))
    })
    canvas.addEventListener('pointerup', (event) => this.release(this.#pointAt(event)))
    canvas.addEventListener('pointercancel', () => this.cancel())
    canvas.addEventListener('dblclick', () => this.finish())
  }

  #checkLabel(): boolean {
    this.showMessage(this.currentLabel === undefined ? 'There is no label to draw with.' : '')
    return this.currentLabel !== undefined
  }

  #pointAt({ clientX, clientY }: MouseEvent): ImagePoint {
    const { left, top } = this.canvas.getBoundingClientRect()
    const { scale } = this
    return clampToImage({ x: (clientX - left) * scale, y: (clientY - top) * scale }, this.imageSize)
  }

  #handleKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey) {
      if (event.key === 'z') this.#undo()
      else if (event.key === 'y') this.#redo()
      else return
    } else if (!this.#handlePlainKey(event)) return
    event.preventDefault()
  }

  /** Returns whether the key has a meaning. */
  #handlePlainKey(event: KeyboardEvent): boolean {
    const { key } = event
    const by = arrowStep(event, keyboardStep, fineKeyboardStep)
    if (by) this.#moveCursor(by)
    else if (key === ' ') this.#pressKey()
    else if (key === 'Enter') {
      if (this.isDrawing && !this.drawsByDragging) this.finish()
      else this.#pressKey()
    } else if (key === 'Escape') this.cancel()
    else if (key === 'Delete' || key === 'Backspace') {
      const index = this.selectedItem ?? this.items.length - 1
      if (this.items.length > 0) this.#delete(index)
    } else if (/^[1-9]$/.test(key) && Number(key) <= this.choices.length)
      this.selectLabel(Number(key) - 1)
    else return false
    return true
  }

  #moveCursor({ x, y }: ImagePoint): void {
    const { width, height } = this.imageSize
    if (width === 0) return
    const from = this.cursor ?? { x: width / 2, y: height / 2 }
    this.cursor = clampToImage({ x: from.x + x, y: from.y + y }, this.imageSize)
    this.drag(this.cursor)
    this.repaint()
  }

  #pressKey(): void {
    const { width, height } = this.imageSize
    if (width === 0 || !this.#checkLabel()) return
    this.cursor ??= clampToImage({ x: width / 2, y: height / 2 }, this.imageSize)
    if (this.drawsByDragging && this.isDrawing) this.release(this.cursor)
    else {
      this.press(this.cursor, false)
      if (!this.drawsByDragging) this.release(this.cursor)
    }
    this.repaint()
  }
}

const arrows: Readonly<Record<string, ImagePoint>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
}

function arrowStep(
  { key, shiftKey }: KeyboardEvent,
  step: number,
  stepWithShift: number,
): ImagePoint | undefined {
  const arrow = arrows[key]
  const factor = shiftKey ? stepWithShift : step
  return arrow && { x: arrow.x * factor, y: arrow.y * factor }
}

function paintCursor(context: CanvasRenderingContext2D, { x, y }: ImagePoint, scale: number): void {
  const arm = 10 * scale
  for (const [width, colour] of [
    [4, '#fff'],
    [2, '#000'],
  ] as const) {
    context.beginPath()
    context.lineWidth = width * scale
    context.strokeStyle = colour
    context.moveTo(x - arm, y)
    context.lineTo(x + arm, y)
    context.moveTo(x, y - arm)
    context.lineTo(x, y + arm)
    context.stroke()
  }
}
