/** A point of an image in its own pixels, from its top left corner. */
export interface ImagePoint {
  readonly x: number
  readonly y: number
}

export interface ImageSize {
  readonly width: number
  readonly height: number
}

export const distanceBetween = (a: ImagePoint, b: ImagePoint): number =>
  Math.hypot(a.x - b.x, a.y - b.y)

/** The distance of a point from the line between two others. */
export function distanceToSegment(point: ImagePoint, from: ImagePoint, to: ImagePoint): number {
  const length = distanceBetween(from, to)
  if (length === 0) return distanceBetween(point, from)
  const dot = (point.x - from.x) * (to.x - from.x) + (point.y - from.y) * (to.y - from.y)
  const share = Math.min(1, Math.max(0, dot / length ** 2))
  return distanceBetween(point, {
    x: from.x + share * (to.x - from.x),
    y: from.y + share * (to.y - from.y),
  })
}

/** The nearest whole pixel inside the image. */
export const clampToImage = ({ x, y }: ImagePoint, { width, height }: ImageSize): ImagePoint => ({
  x: Math.min(width, Math.max(0, Math.round(x))),
  y: Math.min(height, Math.max(0, Math.round(y))),
})
