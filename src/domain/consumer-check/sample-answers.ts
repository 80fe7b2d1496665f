import { type AnswerElement, serializeAnswers } from '../questions/answer.js'

const samples = {
  'free-text': [{ QuestionIdentifier: 'answer', FreeText: '42' }],
  empty: [{ QuestionIdentifier: 'answer', FreeText: '' }],
  selection: [{ QuestionIdentifier: 'colour', SelectionIdentifier: 'red' }],
  'several-selections': [
    { QuestionIdentifier: 'colours', SelectionIdentifier: ['red', 'green', 'blue'] },
  ],
  'other-selection': [{ QuestionIdentifier: 'colour', OtherSelectionText: 'a shade of teal' }],
  'uploaded-file': [
    {
      QuestionIdentifier: 'drawing',
      UploadedFileSizeInBytes: '1048576',
      UploadedFileKey: '0123456789abcdef',
    },
  ],
  'several-questions': [
    { QuestionIdentifier: 'answer', FreeText: '42' },
    { QuestionIdentifier: 'colour', SelectionIdentifier: 'red' },
    { QuestionIdentifier: 'comment', FreeText: 'Two lines,\nand a tab:\t.' },
  ],
  'crowd-form': [
    {
      QuestionIdentifier: 'taskAnswers',
      FreeText: JSON.stringify([{ sentiment: { label: 'Positive' }, comment: 'a "quoted" word' }]),
    },
  ],
  unicode: [
    {
      QuestionIdentifier: 'answer',
      FreeText:
        '\u{1f469}\u{200d}\u{1f52c} \u05e9\u05dc\u05d5\u05dd Zu\u0308rich \u6771\u4eac <&"\'> \\u0041 \u2028',
    },
  ],
} as const satisfies Readonly<Record<string, readonly AnswerElement[]>>

/** A kind of answer; the last two depend on the size of the payload. */
export type SampleAnswer = keyof typeof samples | 'largest' | 'too-large'

/** The answer, in XML, of a kind that does not depend on the payload. */
export const buildSampleAnswer = (name: keyof typeof samples): string =>
  serializeAnswers(samples[name])

/**
 * An answer that fills a payload.
 *
 * @param measure the bytes of the payload with an answer
 */
export function buildFillingAnswer(measure: (answer: string) => number, bytes: number): string {
  const build = (text: string) =>
    serializeAnswers([{ QuestionIdentifier: 'answer', FreeText: text }])
  // With a text already, because an empty element is written in a shorter form.
  return build('x'.repeat(1 + bytes - measure(build('x'))))
}
