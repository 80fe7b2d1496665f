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
  switch (answer.kind) {
    case 'text':
      return (
        <TextAnswerField
          name={identifier}
          required={isRequired}
          answer={answer}
          labelledBy={labelledBy}
        />
      )
    case 'selection':
      return (
        <ChoiceField
          name={identifier}
          required={isRequired}
          answer={answer}
          labelledBy={labelledBy}
        />
      )
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
