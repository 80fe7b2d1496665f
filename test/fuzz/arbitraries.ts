import fc from 'fast-check'
import type { Shape } from '../../src/core/schema/shape.js'

/** Texts that have broken parsers before, and parts of calls. */
const hostileTexts = [
  '',
  ' ',
  '0',
  '-1',
  '1e309',
  'null',
  '__proto__',
  'constructor',
  '\u0000',
  '\ud800',
  '\u202e',
  '𝒳'.repeat(50),
  "'; drop table hits; --",
  '<script>alert(1)</script>',
  '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>',
  '../../../../etc/hostname',
  '%00%ff',
  '{{x}}',
  'arn:aws:sns:us-east-1:000000000000:t',
  'http://127.0.0.1/000000000000/q',
  'http://[::1',
  'A1WORKER',
  '3'.padEnd(30, 'X'),
  'SQS',
  '2014-08-15',
  'x'.repeat(5000),
]

export const hostileText = fc.oneof(
  fc.constantFrom(...hostileTexts),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ maxLength: 40 }),
)

/** Any nested JSON value, with member names that some reader uses. */
export const arbitraryJson = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(null, true, false, 0, -1, 2 ** 53, 1e300, [], {}),
    hostileText,
    fc.double(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(hostileText, tie('value'), { maxKeys: 4 }),
  ),
})).value

/** Values of a shape: most are valid, some are anything. */
export function shapeValues(shape: Shape, texts: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  const mostly = (valid: fc.Arbitrary<unknown>) =>
    fc.oneof({ weight: 12, arbitrary: valid }, { weight: 1, arbitrary: arbitraryJson })
  switch (shape.kind) {
    case 'string':
      return mostly(
        shape.values
          ? fc.oneof(fc.constantFrom(...shape.values), texts)
          : fc.oneof(texts, hostileText),
      )
    case 'integer':
    case 'long':
      return mostly(fc.oneof(fc.integer(), fc.integer({ min: -2, max: 120 })))
    case 'boolean':
      return mostly(fc.boolean())
    case 'timestamp':
      return mostly(fc.oneof(fc.integer(), fc.double(), fc.integer({ min: 1.7e9, max: 1.8e9 })))
    case 'list':
      return mostly(fc.array(shapeValues(shape.member, texts), { maxLength: 4 }))
    case 'structure':
      return mostly(
        fc.record(
          Object.fromEntries(
            shape.sortedMembers.map(({ name, shape: member }) => [
              name,
              shapeValues(member, texts),
            ]),
          ),
          {
            requiredKeys: shape.sortedMembers
              .filter(({ required }) => required)
              .map(({ name }) => name) as [],
          },
        ),
      )
  }
}

/** A valid text with parts deleted, doubled, moved or replaced by junk. */
export const mutatedText = (originals: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(...originals),
      fc.array(
        fc.record({
          at: fc.double({ min: 0, max: 1, noNaN: true }),
          length: fc.nat({ max: 40 }),
          mutation: fc.constantFrom('cut', 'double', 'junk', 'byte'),
          text: hostileText,
        }),
        { maxLength: 4 },
      ),
    )
    .map(([text, mutations]) =>
      mutations.reduce((whole, { at, length, mutation, text: inserted }) => {
        const start = Math.floor(at * whole.length)
        const [before, piece, after] = [
          whole.slice(0, start),
          whole.slice(start, start + length),
          whole.slice(start + length),
        ]
        if (mutation === 'cut') return before + after
        if (mutation === 'double') return before + piece + piece + after
        if (mutation === 'junk') return before + inserted + after
        return `${before}\u0001${piece.slice(1)}${after}`
      }, text),
    )
