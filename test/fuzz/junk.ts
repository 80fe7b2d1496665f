import fc from 'fast-check'
import type { Shape } from '../../src/core/schema/shape.js'

/** Texts that have broken parsers before, and pieces of what a call is made of. */
const nasty = [
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

export const nastyText = fc.oneof(
  fc.constantFrom(...nasty),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ maxLength: 40 }),
)

/** Anything that JSON can hold, nested, with names that matter to somebody. */
export const junk = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(null, true, false, 0, -1, 2 ** 53, 1e300, [], {}),
    nastyText,
    fc.double(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(nastyText, tie('value'), { maxKeys: 4 }),
  ),
})).value

/** Values of a shape, most of them as they should be, some of them anything else. */
export function valuesOf(shape: Shape, texts: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  const odd = (proper: fc.Arbitrary<unknown>) =>
    fc.oneof({ weight: 12, arbitrary: proper }, { weight: 1, arbitrary: junk })
  switch (shape.kind) {
    case 'string':
      return odd(
        shape.values
          ? fc.oneof(fc.constantFrom(...shape.values), texts)
          : fc.oneof(texts, nastyText),
      )
    case 'integer':
    case 'long':
      return odd(fc.oneof(fc.integer(), fc.integer({ min: -2, max: 120 })))
    case 'boolean':
      return odd(fc.boolean())
    case 'timestamp':
      return odd(fc.oneof(fc.integer(), fc.double(), fc.integer({ min: 1.7e9, max: 1.8e9 })))
    case 'list':
      return odd(fc.array(valuesOf(shape.member, texts), { maxLength: 4 }))
    case 'structure':
      return odd(
        fc.record(
          Object.fromEntries(
            shape.ordered.map(({ name, shape: member }) => [name, valuesOf(member, texts)]),
          ),
          {
            requiredKeys: shape.ordered
              .filter(({ required }) => required)
              .map(({ name }) => name) as [],
          },
        ),
      )
  }
}

/** A good text with pieces cut out, doubled, moved or made junk. */
export const brokenText = (good: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(...good),
      fc.array(
        fc.record({
          at: fc.double({ min: 0, max: 1, noNaN: true }),
          length: fc.nat({ max: 40 }),
          deed: fc.constantFrom('cut', 'double', 'junk', 'byte'),
          text: nastyText,
        }),
        { maxLength: 4 },
      ),
    )
    .map(([text, wounds]) =>
      wounds.reduce((whole, { at, length, deed, text: foreign }) => {
        const start = Math.floor(at * whole.length)
        const [before, piece, after] = [
          whole.slice(0, start),
          whole.slice(start, start + length),
          whole.slice(start + length),
        ]
        if (deed === 'cut') return before + after
        if (deed === 'double') return before + piece + piece + after
        if (deed === 'junk') return before + foreign + after
        return `${before}\u0001${piece.slice(1)}${after}`
      }, text),
    )
