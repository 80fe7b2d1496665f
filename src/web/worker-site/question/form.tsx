import { useState } from 'preact/hooks'
import type { Question, QuestionForm } from '../../../server/control/contract.js'
import { Failed } from '../../ui/empty.js'
import { AnswerField } from './answer-field.js'
import { Contents } from './contents.js'
import { type FilledIn, filledIn } from './filled-in.js'

interface FormProps {
  readonly form: QuestionForm
  /** Without it the form is looked at, and not filled in. */
  readonly submit?: (filled: FilledIn) => Promise<unknown>
}

/** A QuestionForm, whole: what it says, and a field for each answer. */
export function Form({ form, submit }: FormProps) {
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState('')
  const questions = form.parts.filter((part) => part.kind === 'question')

  async function handIn(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const filled = filledIn(questions, new FormData(event.currentTarget as HTMLFormElement))
    setBusy(true)
    setError('')
    await submit?.(filled).catch(({ message }: Error) => setError(message))
    setBusy(false)
  }

  return (
    <form class="question-form" onSubmit={handIn}>
      <fieldset disabled={!submit || isBusy}>
        {form.parts.map((part, index) =>
          part.kind === 'overview' ? (
            <section key={`overview ${index}`} class="overview">
              <Contents contents={part.content} />
            </section>
          ) : (
            <Asked key={part.identifier} question={part} number={questions.indexOf(part) + 1} />
          ),
        )}
        {error && <Failed>{error}</Failed>}
        <button type="submit" class="strong">
          Submit
        </button>
      </fieldset>
    </form>
  )
}

const Asked = ({ question, number }: { readonly question: Question; readonly number: number }) => (
  <fieldset class="asked">
    <legend>
      {question.displayName ?? `Question ${number}`}
      {question.isRequired && <span class="tag">required</span>}
    </legend>
    <div id={`says-${number}`}>
      <Contents contents={question.content} />
    </div>
    <AnswerField question={question} labelledBy={`says-${number}`} />
  </fieldset>
)
