import type { ImagePoint, ImageSize } from './geometry.js'

/** The segment of each pixel of an image, row by row; 0 is none. */
export interface RasterMask extends ImageSize {
  readonly pixels: Uint8Array
}

/** What one stroke of a tool covers. */
export interface Stroke {
  /** The segment that the pixels get; 0 erases. */
  readonly segment: number
  /** The radius of the brush in pixels of the image; without it the path encloses an area. */
  readonly radius?: number
  readonly path: readonly ImagePoint[]
}

export const createMask = ({ width, height }: ImageSize): RasterMask => ({
  width,
  height,
  pixels: new Uint8Array(width * height),
})

/** Edges are not smoothed, so each pixel has exactly one segment. */
export function drawStroke(mask: RasterMask, { segment, radius, path }: Stroke): void {
  if (radius === undefined) fillArea(mask, path, segment)
  else
    for (const [index, to] of path.entries())
      drawSegment(mask, path[index - 1] ?? to, to, radius, segment)
}

/** Moves a disc from one point to another, in steps of less than a pixel. */
function drawSegment(
  mask: RasterMask,
  from: ImagePoint,
  to: ImagePoint,
  radius: number,
  segment: number,
): void {
  const steps = Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y), 1)
  for (let step = 0; step <= steps; step++) {
    const x = from.x + ((to.x - from.x) * step) / steps
    const y = from.y + ((to.y - from.y) * step) / steps
    fillDisc(mask, { x, y }, radius, segment)
  }
}

function fillDisc(mask: RasterMask, { x, y }: ImagePoint, radius: number, segment: number): void {
  const bottom = Math.min(mask.height, Math.ceil(y + radius))
  for (let row = Math.max(0, Math.floor(y - radius)); row < bottom; row++) {
    const half = Math.sqrt(Math.max(0, radius ** 2 - (row + 0.5 - y) ** 2))
    fillRow(mask, row, x - half, x + half, segment)
  }
}

/** Fills the pixels inside a closed path; where it crosses itself, by the even-odd rule. */
function fillArea(mask: RasterMask, path: readonly ImagePoint[], segment: number): void {
  for (let row = 0; row < mask.height; row++) {
    const crossings = path
      .flatMap((to, index) => crossRow(path.at(index - 1)!, to, row + 0.5))
      .sort((a, b) => a - b)
    for (let index = 0; index + 1 < crossings.length; index += 2)
      fillRow(mask, row, crossings[index]!, crossings[index + 1]!, segment)
  }
}

function crossRow(from: ImagePoint, to: ImagePoint, y: number): readonly number[] {
  if (from.y <= y === to.y <= y) return []
  return [from.x + ((y - from.y) * (to.x - from.x)) / (to.y - from.y)]
}

/** Fills the pixels of a row whose centres are between two positions. */
function fillRow(
  mask: RasterMask,
  row: number,
  left: number,
  right: number,
  segment: number,
): void {
  const from = Math.max(0, Math.ceil(left - 0.5))
  const to = Math.min(mask.width, Math.floor(right - 0.5) + 1)
  if (from < to) mask.pixels.fill(segment, row * mask.width + from, row * mask.width + to)
}
