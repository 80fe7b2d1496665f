import type { FormQuestionView } from '../../../server/control/views.js'
import { ChoiceField } from './choice-field.js'
import { TextAnswerField } from './text-answer-field.js'

interface AnswerFieldProps {
  readonly question: FormQuestionView
  /** The ID of the element with the question. */
  readonly labelledBy: string
}

/** The field for an answer: text, selection or file. */
export function AnswerField({ question, labelledBy }: AnswerFieldProps) {
  const { identifier, isRequired, answer } = question
  const field = { name: identifier, required: isRequired, labelledBy }
  switch (answer.kind) {
    case 'text':
      return <TextAnswerField {...field} answer={answer} />
    case 'selection':
      return <ChoiceField {...field} answer={answer} />
    case 'file':
      return (
        <>
          <input type="file" name={identifier} required={isRequired} aria-labelledby={labelledBy} />
          <p class="hint">
            A file of {answer.minBytes.toLocaleString('en')} to{' '}
            {answer.maxBytes.toLocaleString('en')} bytes.
          </p>
        </>
      )
  }
}
