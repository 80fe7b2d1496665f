import { hash, randomFillSync, randomUUID } from 'node:crypto'

/** The source of every ID and random choice in the emulator. */
export interface Random {
  bytes(count: number): Buffer
  /** A version 4 UUID, as the AWS services use for request and message IDs. */
  uuid(): string
  /**
   * An independent source with a name. If this source is seeded, so is that one, and what is drawn
   * from it does not depend on what is drawn elsewhere.
   */
  fork(name: string): Random
}

/** A system call for a few bytes costs as much as one for many, so bytes are fetched in blocks. */
const pool = Buffer.alloc(8192)
let poolOffset = pool.length

export const systemRandom: Random = {
  bytes(count) {
    if (count > pool.length) return randomFillSync(Buffer.alloc(count))
    if (poolOffset + count > pool.length) {
      randomFillSync(pool)
      poolOffset = 0
    }
    poolOffset += count
    return Buffer.from(pool.subarray(poolOffset - count, poolOffset))
  },
  uuid: randomUUID,
  fork: () => systemRandom,
}

/** The same seed yields the same bytes in the same order: SHA-256 of the seed and a counter. */
export function seededRandom(seed: string): Random {
  let counter = 0
  let pool = Buffer.alloc(0)

  const bytes = (count: number): Buffer => {
    while (pool.length < count) {
      const block = hash('sha256', `${seed}\0${counter++}`, 'buffer')
      pool = pool.length === 0 ? block : Buffer.concat([pool, block])
    }
    const chunk = pool.subarray(0, count)
    pool = pool.subarray(count)
    return chunk
  }

  return {
    bytes,
    uuid: () => formatUuid(bytes(16)),
    fork: (name) => seededRandom(`${seed}\0\0${name}`),
  }
}

/** A number in [0, 1). */
export const randomFloat = (random: Random): number => random.bytes(6).readUIntBE(0, 6) / 2 ** 48

/** A string of the given length over an alphabet. */
export function randomString(random: Random, alphabet: string, count: number): string {
  let text = ''
  for (const byte of random.bytes(count * 2)) {
    // Bytes past the last whole multiple of the alphabet would favour its first characters.
    if (byte < 256 - (256 % alphabet.length)) text += alphabet[byte % alphabet.length]
    if (text.length === count) return text
  }
  return text + randomString(random, alphabet, count - text.length)
}

export const randomHex = (random: Random, digits: number): string =>
  random
    .bytes(Math.ceil(digits / 2))
    .toString('hex')
    .slice(0, digits)

function formatUuid(bytes: Buffer): string {
  const copy = Buffer.from(bytes)
  copy[6] = (copy[6]! & 0x0f) | 0x40
  copy[8] = (copy[8]! & 0x3f) | 0x80
  const digits = copy.toString('hex')
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    digits.slice(12, 16),
    digits.slice(16, 20),
    digits.slice(20),
  ].join('-')
}
