import { createHash, timingSafeEqual } from 'node:crypto'

/** Takes the same time for every wrong value, of any length. */
export const timingSafeEquals = (actual: string, expected: string): boolean =>
  timingSafeEqual(digest(actual), digest(expected))

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
