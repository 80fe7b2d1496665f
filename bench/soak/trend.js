/** Neighbouring samples depend on each other (a garbage collection, a checkpoint), their means hardly. */
const blockCount = 12

/** Minutes of a day. */
const day = 24 * 60

/**
 * Whether a quantity grows.
 *
 * It is flat if its slope, continued for a day, adds less than it is now, or if the slope is not
 * larger than its own error: twice the standard error, which a steady quantity exceeds in one run out
 * of forty.
 *
 * @param points pairs of minutes and values, in ascending order
 * @returns the last value, and the slope a minute with twice its standard error; without a slope when
 *   the points are too few
 */
export function calculateTrend(points) {
  const last = points.at(-1)?.[1] ?? 0
  if (points.length < 2 * blockCount) return { last }
  const blocks = Array.from({ length: blockCount }, (_, index) =>
    mean(
      points.slice(
        Math.floor((index * points.length) / blockCount),
        Math.floor(((index + 1) * points.length) / blockCount),
      ),
    ),
  )
  const [centre, level] = mean(blocks)
  const spread = sum(blocks, ([x]) => (x - centre) ** 2)
  const slope = sum(blocks, ([x, y]) => (x - centre) * (y - level)) / spread
  const residual = sum(blocks, ([x, y]) => (y - level - slope * (x - centre)) ** 2)
  const error = 2 * Math.sqrt(residual / (blockCount - 2) / spread)
  return { last, slope, error, isFlat: slope * day < last || slope < error }
}

const sum = (points, value) => points.reduce((total, point) => total + value(point), 0)
const mean = (points) => [0, 1].map((index) => sum(points, (point) => point[index]) / points.length)
