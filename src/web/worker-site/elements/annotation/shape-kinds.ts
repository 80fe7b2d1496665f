import type { AnswerObject } from '../form-element.js'
import { distanceToSegment, type ImagePoint } from './geometry.js'

/** A labelled shape, whatever its kind: a box has two opposite corners, a keypoint one vertex. */
export interface LabelledShape {
  readonly label: string
  readonly vertices: readonly ImagePoint[]
}

/** What distinguishes one kind of shape from the others. */
export interface ShapeKind {
  /** The member of the answer that lists the shapes, as Amazon documents it. */
  readonly outputKey: string
  readonly noun: string
  readonly hint: string
  readonly isClosed: boolean
  readonly minVertices: number
  readonly maxVertices: number
  /** Whether one drag draws the shape. */
  readonly isDragged: boolean
  readonly outlineVertices: (vertices: readonly ImagePoint[]) => readonly ImagePoint[]
  readonly moveHandle: (
    vertices: readonly ImagePoint[],
    index: number,
    to: ImagePoint,
  ) => readonly ImagePoint[]
  readonly toOutput: (shape: LabelledShape) => AnswerObject
  readonly fromOutput: (output: InitialShape) => LabelledShape | undefined
}

/** A shape of the attribute `initial-value`, as it was written. */
export type InitialShape = Readonly<Record<string, unknown>>

const ownVertices = (vertices: readonly ImagePoint[]) => vertices
const moveVertex: ShapeKind['moveHandle'] = (vertices, index, to) => vertices.with(index, to)

const pathOutput = ({ label, vertices }: LabelledShape): AnswerObject => ({
  label,
  vertices: vertices.map(({ x, y }) => ({ x, y })),
})

function parsePath({ label, vertices }: InitialShape): LabelledShape | undefined {
  if (!Array.isArray(vertices)) return undefined
  return {
    label: String(label),
    vertices: vertices.map(({ x, y }: ImagePoint) => ({ x: Number(x), y: Number(y) })),
  }
}

const pathKind = {
  outlineVertices: ownVertices,
  moveHandle: moveVertex,
  toOutput: pathOutput,
  fromOutput: parsePath,
} as const

/** The corners of a box, clockwise from the first one given. */
const boxCorners = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
] as const

export const boundingBoxKind: ShapeKind = {
  outputKey: 'boundingBoxes',
  noun: 'box',
  hint: 'Drag from corner to corner. With the keyboard: move with the arrow keys, press Space at one corner and again at the other.',
  isClosed: true,
  minVertices: 2,
  maxVertices: 2,
  isDragged: true,
  outlineVertices: (vertices) =>
    boxCorners.map(([column, row]) => ({
      x: vertices[column % vertices.length]!.x,
      y: vertices[row % vertices.length]!.y,
    })),
  moveHandle(vertices, index, { x, y }) {
    const [column, row] = boxCorners[index]!
    return vertices.map((vertex, at) => ({
      x: at === column ? x : vertex.x,
      y: at === row ? y : vertex.y,
    }))
  },
  toOutput({ label, vertices: [from, to] }) {
    return {
      height: Math.abs(to!.y - from!.y),
      label,
      left: Math.min(from!.x, to!.x),
      top: Math.min(from!.y, to!.y),
      width: Math.abs(to!.x - from!.x),
    }
  },
  fromOutput({ label, left, top, width, height }) {
    const [x, y] = [Number(left), Number(top)]
    return {
      label: String(label),
      vertices: [
        { x, y },
        { x: x + Number(width), y: y + Number(height) },
      ],
    }
  },
}

export const keypointKind: ShapeKind = {
  outputKey: 'keypoints',
  noun: 'keypoint',
  hint: 'Click a point. With the keyboard: move with the arrow keys and press Space.',
  isClosed: false,
  minVertices: 1,
  maxVertices: 1,
  isDragged: false,
  outlineVertices: ownVertices,
  moveHandle: moveVertex,
  toOutput: ({ label, vertices: [point] }) => ({ label, x: point!.x, y: point!.y }),
  fromOutput: ({ label, x, y }) => ({
    label: String(label),
    vertices: [{ x: Number(x), y: Number(y) }],
  }),
}

export const lineKind: ShapeKind = {
  ...pathKind,
  outputKey: 'lines',
  noun: 'line',
  hint: 'Click the start and the end. With the keyboard: move with the arrow keys and press Space at each.',
  isClosed: false,
  minVertices: 2,
  maxVertices: 2,
  isDragged: false,
}

export const polylineKind: ShapeKind = {
  ...pathKind,
  outputKey: 'polylines',
  noun: 'polyline',
  hint: 'Click each point; Enter, a double click or Finish ends the polyline. With the keyboard: move with the arrow keys and press Space at each point.',
  isClosed: false,
  minVertices: 2,
  maxVertices: Number.POSITIVE_INFINITY,
  isDragged: false,
}

export const polygonKind: ShapeKind = {
  ...pathKind,
  outputKey: 'polygons',
  noun: 'polygon',
  hint: 'Click each corner; the first corner again, Enter, a double click or Finish closes the polygon. With the keyboard: move with the arrow keys and press Space at each corner.',
  isClosed: true,
  minVertices: 3,
  maxVertices: Number.POSITIVE_INFINITY,
  isDragged: false,
}

/** Whether a point is at most `tolerance` pixels from the outline of a shape. */
export function isOnOutline(
  kind: ShapeKind,
  { vertices }: LabelledShape,
  point: ImagePoint,
  tolerance: number,
): boolean {
  const outline = kind.outlineVertices(vertices)
  const ends = kind.isClosed ? [...outline.slice(1), outline[0]!] : outline.slice(1)
  return outline.some(
    (from, index) => distanceToSegment(point, from, ends[index] ?? from) <= tolerance,
  )
}

/** The shapes of an attribute `initial-value`: a list, or an object with a list under the key of the answer. */
export function readInitialShapes(kind: ShapeKind, value: unknown): readonly LabelledShape[] {
  const list = Array.isArray(value)
    ? value
    : (value as Readonly<Record<string, unknown>> | undefined)?.[kind.outputKey]
  if (!Array.isArray(list)) return []
  return list
    .map((each: InitialShape) => kind.fromOutput(each))
    .filter((shape): shape is LabelledShape =>
      Boolean(shape?.vertices.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))),
    )
}
