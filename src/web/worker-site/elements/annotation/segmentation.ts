import { type AnswerObject, createElement, parseList } from '../form-element.js'
import { parseLooseJson } from '../loose-json.js'
import type { ImagePoint, ImageSize } from './geometry.js'
import { ImageAnnotator, type ListedAnnotation } from './image-annotator.js'
import { colourAt, type LabelChoice } from './label-picker.js'
import { createMask, drawStroke, type RasterMask, type Stroke } from './raster-mask.js'

/** What a colour of the picture of labels means. */
interface Segment {
  readonly label: string
  readonly colour: string
}

const tools = ['Brush', 'Area', 'Eraser'] as const

type Tool = (typeof tools)[number]

/** The radius of the brush, in pixels of the screen. */
const brushRadius = { min: 1, initial: 10, max: 60 }
const overlayOpacity = 0.65
const maxSegments = 255

/** Colours the pixels of a picture. The answer is a PNG that has one colour for each segment. */
abstract class SegmentationAnnotator extends ImageAnnotator<Stroke> {
  protected readonly hint =
    'Paint over what belongs to the label, or go round it with Area. With the keyboard: move with the arrow keys; Space starts to paint and ends it.'
  protected readonly drawsByDragging = true
  /** Segments by number; the first is number 1. They are never removed, as strokes refer to them. */
  protected segments: readonly Segment[] = []
  /** What the picture of labels showed at the start. */
  #initialPixels?: Uint8Array
  #mask: RasterMask = createMask({ width: 0, height: 0 })
  /** The picture of labels. */
  readonly #overlay = createElement('canvas')
  #drawnItems?: readonly Stroke[]
  #stroke?: Stroke
  #tool: Tool = 'Brush'
  readonly #toolButtons = new Map<Tool, HTMLButtonElement>()
  readonly #size = createElement('input')

  /** The numbers of the segments to choose from. */
  protected abstract listSegments(): readonly number[]
  protected abstract describeSegments(used: readonly Segment[]): AnswerObject

  get answer(): AnswerObject {
    this.#updateMask()
    const numbers = new Set(this.#mask.pixels)
    const used = this.segments.filter((_, index) => numbers.has(index + 1))
    const [, pngImageData = ''] = this.#overlay.toDataURL('image/png').split(',')
    const { inputImageProperties } = this
    const isAdjusted = this.hasAttribute('initial-value')
    return {
      ...(isAdjusted ? { initialValueModified: this.items.length > 0 } : {}),
      inputImageProperties,
      ...this.describeSegments(used),
      labeledImage: { pngImageData },
    }
  }

  override get draft(): unknown {
    return { items: this.items, segments: this.segments }
  }

  override set draft(draft: unknown) {
    this.segments = (draft as { readonly segments: readonly Segment[] }).segments
    super.draft = draft
  }

  protected get isDrawing(): boolean {
    return this.#stroke !== undefined
  }

  protected override addTools(): void {
    for (const tool of tools)
      this.#toolButtons.set(
        tool,
        this.addTool(tool, () => this.#selectTool(tool)),
      )
    Object.assign(this.#size, {
      type: 'range',
      min: brushRadius.min,
      max: brushRadius.max,
      value: brushRadius.initial,
    })
    this.toolbar.append(createElement('label', '', 'Size ', this.#size))
    super.addTools()
    this.#selectTool('Brush')
  }

  protected override get choices(): readonly LabelChoice[] {
    return this.listSegments().map((number) => {
      const { colour } = this.segments[number - 1]!
      return { text: this.nameSegment(number), colour }
    })
  }

  protected nameSegment(number: number): string {
    return this.segments[number - 1]!.label
  }

  protected override get currentLabel(): string | undefined {
    const number = this.listSegments()[this.selectedLabel]
    return number === undefined ? undefined : this.segments[number - 1]!.label
  }

  /** Adds a segment with a colour that no other has; returns its number. */
  protected addSegment(label: string, colour?: string): number {
    const used = new Set(this.segments.map((segment) => segment.colour))
    const colours = parseList(this.getAttribute('label-colors'))
    let index = this.segments.length
    while (used.has(colourAt(index, colours))) index++
    if (this.segments.length < maxSegments)
      this.segments = [...this.segments, { label, colour: colour ?? colourAt(index, colours) }]
    return this.segments.length
  }

  protected startWith(size: ImageSize): void {
    Object.assign(this.#overlay, size)
    this.#mask = createMask(size)
    this.#drawnItems = undefined
  }

  /** Shows the picture of labels of an earlier answer. */
  protected async loadOverlay(src: string): Promise<void> {
    const image = createElement('img')
    image.crossOrigin = 'anonymous'
    image.src = src
    try {
      await image.decode()
      const size = this.imageSize
      const canvas = Object.assign(createElement('canvas'), size)
      const context = canvas.getContext('2d')!
      context.imageSmoothingEnabled = false
      context.drawImage(image, 0, 0, size.width, size.height)
      const { data } = context.getImageData(0, 0, size.width, size.height)
      const numbers = new Map(this.segments.map(({ colour }, index) => [colour, index + 1]))
      this.#initialPixels = this.#mask.pixels.map(
        (_, pixel) => numbers.get(formatColour(data, pixel) ?? '') ?? 0,
      )
      this.#drawnItems = undefined
      this.redraw()
    } catch {
      this.showMessage('The labels of the initial value cannot be loaded.')
    }
  }

  protected press(point: ImagePoint): void {
    const segment = this.#tool === 'Eraser' ? 0 : this.listSegments()[this.selectedLabel]!
    const radius = this.#tool === 'Area' ? undefined : Number(this.#size.value) * this.scale
    this.#stroke = { segment, radius, path: [point] }
    this.#drawLive(this.#stroke)
  }

  protected drag(point: ImagePoint): void {
    if (!this.#stroke) return
    const from = this.#stroke.path.at(-1)!
    this.#stroke = { ...this.#stroke, path: [...this.#stroke.path, point] }
    this.#drawLive({ ...this.#stroke, path: [from, point] })
  }

  protected release(): void {
    const stroke = this.#stroke
    this.#stroke = undefined
    if (stroke) this.change([...this.items, stroke])
  }

  protected finish(): void {
    this.release()
  }

  protected cancel(): void {
    this.#stroke = undefined
    this.#drawnItems = undefined
    this.redraw()
  }

  protected listItems(): readonly ListedAnnotation[] {
    return []
  }

  protected withoutItem(index: number): readonly Stroke[] {
    return this.items.toSpliced(index, 1)
  }

  protected moveItem(): readonly Stroke[] {
    return this.items
  }

  protected paint(context: CanvasRenderingContext2D, scale: number): void {
    this.#updateMask()
    context.globalAlpha = overlayOpacity
    if (this.#overlay.width > 0) context.drawImage(this.#overlay, 0, 0)
    context.globalAlpha = 1
    if (this.#stroke && this.#stroke.radius === undefined) {
      context.beginPath()
      for (const { x, y } of this.#stroke.path) context.lineTo(x, y)
      context.lineWidth = 2 * scale
      context.strokeStyle = '#000'
      context.stroke()
    }
  }

  #selectTool(tool: Tool): void {
    this.#tool = tool
    for (const [name, button] of this.#toolButtons)
      button.setAttribute('aria-pressed', String(name === tool))
  }

  /** Draws a part of the present stroke; an area is filled when it is closed. */
  #drawLive(stroke: Stroke): void {
    if (stroke.radius !== undefined) {
      drawStroke(this.#mask, stroke)
      this.#renderOverlay()
    }
    this.repaint()
  }

  /** Brings the mask to the list of strokes; one stroke more than before is drawn over it. */
  #updateMask(): void {
    const drawn = this.#drawnItems
    if (drawn === this.items) return
    const last = this.items.at(-1)
    const isOneMore = drawn && last && this.items.length === drawn.length + 1
    if (isOneMore && drawn.every((stroke, index) => stroke === this.items[index]))
      drawStroke(this.#mask, last)
    else {
      if (this.#initialPixels?.length === this.#mask.pixels.length)
        this.#mask.pixels.set(this.#initialPixels)
      else this.#mask.pixels.fill(0)
      for (const stroke of this.items) drawStroke(this.#mask, stroke)
    }
    this.#drawnItems = this.items
    this.#renderOverlay()
  }

  #renderOverlay(): void {
    const { width, height, pixels } = this.#mask
    const context = this.#overlay.getContext('2d')
    if (!context || width === 0 || height === 0) return
    const picture = new ImageData(width, height)
    const words = new Uint32Array(picture.data.buffer)
    const colours = [0, ...this.segments.map(({ colour }) => encodePixel(colour))]
    // A loop by index: pictures have millions of pixels.
    for (let index = 0; index < pixels.length; index++) words[index] = colours[pixels[index]!]!
    context.putImageData(picture, 0, 0)
  }
}

/** Red, green, blue and full opacity, a byte each, in the order of the machine. */
function encodePixel(colour: string): number {
  const channels = [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16))
  return new Uint32Array(Uint8Array.from([...channels, 255]).buffer)[0]!
}

const formatColour = (bytes: Uint8ClampedArray, pixel: number): string | undefined =>
  bytes[pixel * 4 + 3] === 0
    ? undefined
    : `#${[0, 1, 2].map((part) => bytes[pixel * 4 + part]!.toString(16).padStart(2, '0')).join('')}`

interface InitialSegmentation {
  readonly src?: string
  readonly labelMappings?: Readonly<Record<string, { readonly color: string }>>
}

export class SemanticSegmentation extends SegmentationAnnotator {
  protected listSegments(): readonly number[] {
    return this.labels.map(
      (label) =>
        this.segments.findIndex((segment) => segment.label === label) + 1 || this.addSegment(label),
    )
  }

  protected describeSegments(used: readonly Segment[]): AnswerObject {
    return {
      labelMappings: Object.fromEntries(
        used.map(({ label, colour }) => [label, { color: colour }]),
      ),
    }
  }

  protected override startWith(size: ImageSize): void {
    super.startWith(size)
    const initial = parseLooseJson(this.getAttribute('initial-value')) as InitialSegmentation
    if (typeof initial?.src === 'string') void this.loadOverlay(initial.src)
  }

  override connectedCallback(): void {
    const initial = parseLooseJson(this.getAttribute('initial-value')) as InitialSegmentation
    if (this.segments.length === 0)
      for (const [label, { color }] of Object.entries(initial?.labelMappings ?? {}))
        this.addSegment(label, color.toLowerCase())
    super.connectedCallback()
  }
}

/** Each instance of a label is a segment of its own. */
export class InstanceSegmentation extends SegmentationAnnotator {
  protected listSegments(): readonly number[] {
    for (const label of this.labels)
      if (!this.segments.some((segment) => segment.label === label)) this.addSegment(label)
    return this.segments
      .map((_, index) => index + 1)
      .filter((number) => this.labels.includes(this.segments[number - 1]!.label))
  }

  protected override nameSegment(number: number): string {
    const { label } = this.segments[number - 1]!
    const count = this.segments.slice(0, number).filter((segment) => segment.label === label).length
    return `${label} ${count}`
  }

  protected describeSegments(used: readonly Segment[]): AnswerObject {
    return { instances: used.map(({ label, colour }) => ({ color: colour, label })) }
  }

  protected override addTools(): void {
    super.addTools()
    this.addTool('Add instance', () => {
      const label = this.currentLabel
      if (label === undefined) return
      const number = this.addSegment(label)
      this.selectLabel(this.listSegments().indexOf(number))
    })
  }
}
