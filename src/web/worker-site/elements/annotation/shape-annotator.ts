import type { AnswerObject } from '../form-element.js'
import { parseLooseJson } from '../loose-json.js'
import { clampToImage, distanceBetween, type ImagePoint, type ImageSize } from './geometry.js'
import { ImageAnnotator, type ListedAnnotation } from './image-annotator.js'
import {
  boundingBoxKind,
  isOnOutline,
  keypointKind,
  type LabelledShape,
  lineKind,
  polygonKind,
  polylineKind,
  readInitialShapes,
  type ShapeKind,
} from './shape-kinds.js'

/** Distances in pixels of the screen. */
const hitTolerance = 8
const minimumDrag = 3

/** A shape or one of its handles that the pointer moves. */
interface Grip {
  readonly index: number
  readonly handle?: number
  readonly from: ImagePoint
  readonly shape: LabelledShape
}

/** Draws shapes of one kind, each with a label. */
abstract class ShapeAnnotator extends ImageAnnotator<LabelledShape> {
  protected abstract readonly kind: ShapeKind
  #pending: readonly ImagePoint[] = []
  #pointer?: ImagePoint
  #pressedAt?: ImagePoint
  #grip?: Grip
  #moved?: LabelledShape
  #initial: readonly LabelledShape[] = []

  protected get hint(): string {
    return this.kind.hint
  }

  protected get isDrawing(): boolean {
    return this.#pending.length > 0
  }

  protected get drawsByDragging(): boolean {
    return this.kind.isDragged
  }

  get answer(): AnswerObject {
    const { inputImageProperties } = this
    const answer: Record<string, AnswerObject[string]> = {
      [this.kind.outputKey]: this.#allShapes().map((shape) => this.kind.toOutput(shape)),
      inputImageProperties,
    }
    if (this.hasAttribute('initial-value'))
      answer.initialValueModified =
        JSON.stringify(this.#allShapes()) !== JSON.stringify(this.#initial)
    return Object.fromEntries(Object.entries(answer).sort(([a], [b]) => (a < b ? -1 : 1)))
  }

  /** With the unfinished shape if it has enough vertices. */
  #allShapes(): readonly LabelledShape[] {
    const isComplete = !this.kind.isDragged && this.#pending.length >= this.kind.minVertices
    if (!isComplete || this.currentLabel === undefined) return this.items
    return [...this.items, { label: this.currentLabel, vertices: this.#pending }]
  }

  protected startWith(): void {
    this.#initial = readInitialShapes(
      this.kind,
      parseLooseJson(this.getAttribute('initial-value')),
    ).filter(({ label }) => this.labels.includes(label))
    if (this.items.length === 0) this.items = this.#initial
  }

  protected override addTools(): void {
    super.addTools()
    if (this.kind.maxVertices > 2) this.addTool('Finish', () => this.finish())
  }

  protected override selectLabel(index: number): void {
    const label = this.labels[index]!
    const selected = this.selectedItem
    super.selectLabel(index)
    if (selected !== undefined)
      this.change(this.items.with(selected, { ...this.items[selected]!, label }))
  }

  protected press(point: ImagePoint, mayGrip: boolean): void {
    this.#pressedAt = point
    this.#grip = this.isDrawing || !mayGrip ? undefined : this.#findGrip(point)
    if (this.#grip) {
      this.selectedItem = this.#grip.index
      this.redraw()
    } else if (this.kind.isDragged) {
      this.selectedItem = undefined
      this.#pending = [point, point]
      this.repaint()
    }
  }

  protected drag(point: ImagePoint): void {
    this.#pointer = point
    if (this.#grip) this.#moved = this.#moveGrip(this.#grip, point)
    else if (this.kind.isDragged && this.isDrawing) this.#pending = [this.#pending[0]!, point]
    else if (!this.isDrawing) return
    this.repaint()
  }

  protected release(point: ImagePoint): void {
    const pressedAt = this.#pressedAt
    this.#pressedAt = undefined
    if (this.#grip) this.#dropGrip(point)
    else if (this.kind.isDragged) this.#endDrag(point)
    else if (pressedAt) {
      this.#addVertex(pressedAt)
      // A line can be drawn by dragging, too.
      const isDragged = distanceBetween(pressedAt, point) > minimumDrag * this.scale
      if (isDragged && this.isDrawing && this.kind.maxVertices === 2) this.#addVertex(point)
    }
  }

  protected finish(): void {
    if (this.isDrawing && this.#pending.length >= this.kind.minVertices) this.#add(this.#pending)
  }

  protected cancel(): void {
    this.#pending = this.kind.isDragged ? [] : this.#pending.slice(0, -1)
    this.#grip = undefined
    this.#moved = undefined
    this.#pressedAt = undefined
    this.redraw()
  }

  protected withoutItem(index: number): readonly LabelledShape[] {
    return this.items.toSpliced(index, 1)
  }

  protected moveItem(index: number, by: ImagePoint): readonly LabelledShape[] {
    return this.items.with(index, moveShape(this.items[index]!, by, this.imageSize))
  }

  protected listItems(): readonly ListedAnnotation[] {
    return this.items.map(({ label }, index) => ({
      text: `${label} (${this.kind.noun} ${index + 1})`,
      colour: this.colourOf(label),
    }))
  }

  #endDrag(point: ImagePoint): void {
    const [from] = this.#pending
    if (!from) return
    this.#pending = []
    if (distanceBetween(from, point) >= minimumDrag * this.scale) this.#add([from, point])
    else this.redraw()
  }

  #addVertex(point: ImagePoint): void {
    const tolerance = minimumDrag * this.scale
    const [first] = this.#pending
    const last = this.#pending.at(-1)
    if (
      this.kind.isClosed &&
      first &&
      this.#pending.length >= this.kind.minVertices &&
      distanceBetween(first, point) <= hitTolerance * this.scale
    )
      return this.#add(this.#pending)
    // The second half of a double click.
    if (last && distanceBetween(last, point) <= tolerance) return
    this.selectedItem = undefined
    this.#pending = [...this.#pending, point]
    if (this.#pending.length >= this.kind.maxVertices) this.#add(this.#pending)
    else this.repaint()
  }

  #add(vertices: readonly ImagePoint[]): void {
    const label = this.currentLabel
    this.#pending = []
    if (label !== undefined) this.change([...this.items, { label, vertices }])
  }

  #findGrip(point: ImagePoint): Grip | undefined {
    const tolerance = hitTolerance * this.scale
    if (this.selectedItem !== undefined) {
      const index = this.selectedItem
      const shape = this.items[index]!
      const handles = this.kind.outlineVertices(shape.vertices)
      const handle = handles.findIndex((each) => distanceBetween(each, point) <= tolerance)
      if (handle >= 0) return { index, handle, from: point, shape }
    }
    const index = this.items.findLastIndex((shape) =>
      isOnOutline(this.kind, shape, point, tolerance),
    )
    return index < 0 ? undefined : { index, from: point, shape: this.items[index]! }
  }

  #moveGrip({ shape, handle, from }: Grip, to: ImagePoint): LabelledShape {
    if (handle === undefined)
      return moveShape(shape, { x: to.x - from.x, y: to.y - from.y }, this.imageSize)
    return { ...shape, vertices: this.kind.moveHandle(shape.vertices, handle, to) }
  }

  #dropGrip(point: ImagePoint): void {
    const grip = this.#grip!
    this.#grip = undefined
    this.#moved = undefined
    if (distanceBetween(grip.from, point) >= minimumDrag * this.scale)
      this.change(this.items.with(grip.index, this.#moveGrip(grip, point)))
    else this.redraw()
  }

  protected paint(context: CanvasRenderingContext2D, scale: number): void {
    for (const [index, shape] of this.items.entries()) {
      const isSelected = index === this.selectedItem
      this.#paintShape(context, scale, isSelected ? (this.#moved ?? shape) : shape, isSelected)
    }
    if (!this.isDrawing || this.currentLabel === undefined) return
    const next = this.kind.isDragged ? [] : [this.#pointer ?? []].flat()
    const vertices = [...this.#pending, ...next]
    this.#paintShape(context, scale, { label: this.currentLabel, vertices }, true)
  }

  #paintShape(
    context: CanvasRenderingContext2D,
    scale: number,
    { label, vertices }: LabelledShape,
    hasHandles: boolean,
  ): void {
    const colour = this.colourOf(label)
    const outline = this.kind.outlineVertices(vertices)
    const path = new Path2D()
    for (const { x, y } of outline) path.lineTo(x, y)
    if (this.kind.isClosed) path.closePath()
    context.fillStyle = `${colour}33`
    if (this.kind.isClosed) context.fill(path)
    for (const [width, strokeStyle] of [
      [4, '#fff'],
      [2, colour],
    ] as const) {
      context.lineWidth = width * scale
      context.strokeStyle = strokeStyle
      context.stroke(path)
    }
    const radius = hasHandles || this.kind.maxVertices === 1 ? 5 : 0
    for (const { x, y } of radius > 0 ? outline : []) {
      context.beginPath()
      context.arc(x, y, radius * scale, 0, 2 * Math.PI)
      context.fillStyle = colour
      context.fill()
      context.lineWidth = (hasHandles ? 3 : 1.5) * scale
      context.strokeStyle = '#fff'
      context.stroke()
    }
  }
}

/** Moves a shape as far as it stays inside the image. */
function moveShape(shape: LabelledShape, by: ImagePoint, size: ImageSize): LabelledShape {
  const limit = (axis: 'x' | 'y', side: 'width' | 'height') => {
    const values = shape.vertices.map((vertex) => vertex[axis])
    return Math.max(-Math.min(...values), Math.min(by[axis], size[side] - Math.max(...values)))
  }
  const [x, y] = [limit('x', 'width'), limit('y', 'height')]
  return {
    ...shape,
    vertices: shape.vertices.map((vertex) =>
      clampToImage({ x: vertex.x + x, y: vertex.y + y }, size),
    ),
  }
}

export class BoundingBox extends ShapeAnnotator {
  protected readonly kind = boundingBoxKind
}

export class Keypoint extends ShapeAnnotator {
  protected readonly kind = keypointKind
}

export class Line extends ShapeAnnotator {
  protected readonly kind = lineKind
}

export class Polyline extends ShapeAnnotator {
  protected readonly kind = polylineKind
}

export class Polygon extends ShapeAnnotator {
  protected readonly kind = polygonKind
}
