import { useLayoutEffect, useRef } from 'preact/hooks'
import type { FormQuestionView, QuestionFormView } from '../../../server/control/views.js'
import { ErrorMessage } from '../../ui/empty-state.js'
import { useAction } from '../../ui/use-action.js'
import { AnswerField } from './answer-field.js'
import { ContentBlocks } from './content-blocks.js'
import { removeDraft, restoreDraft, saveDraft } from './drafts.js'
import { type FormValues, readFormValues } from './form-values.js'

interface AnswerFormProps {
  readonly form: QuestionFormView
  /** Without it the form is a preview. */
  readonly submit?: (values: FormValues) => Promise<unknown>
  /** Names what is filled in, so that it survives a reload of the page. */
  readonly draftKey?: string
}

/** A QuestionFormView: its content, and a field for each answer. */
export function AnswerForm({ form, submit, draftKey }: AnswerFormProps) {
  const element = useRef<HTMLFormElement>(null)
  useLayoutEffect(() => {
    if (draftKey !== undefined) restoreDraft(draftKey, element.current!)
  }, [draftKey])
  const keepDraft = () => {
    if (draftKey !== undefined) saveDraft(draftKey, element.current!)
  }
  const { isBusy, error, run } = useAction()
  const questions = form.parts.filter((part) => part.kind === 'question')

  function handleSubmit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const values = readFormValues(questions, new FormData(event.currentTarget as HTMLFormElement))
    return run(async () => {
      await submit?.(values)
      if (draftKey !== undefined) removeDraft(draftKey)
    })
  }

  return (
    <form
      class="question-form"
      ref={element}
      onInput={keepDraft}
      onChange={keepDraft}
      onSubmit={handleSubmit}
    >
      <fieldset disabled={!submit || isBusy}>
        {form.parts.map((part, index) =>
          part.kind === 'overview' ? (
            <section key={`overview ${index}`} class="overview">
              <ContentBlocks contents={part.content} />
            </section>
          ) : (
            <QuestionFieldset
              key={part.identifier}
              question={part}
              number={questions.indexOf(part) + 1}
            />
          ),
        )}
        {error && <ErrorMessage>{error}</ErrorMessage>}
        <button type="submit" class="strong">
          Submit
        </button>
      </fieldset>
    </form>
  )
}

const QuestionFieldset = ({
  question,
  number,
}: {
  readonly question: FormQuestionView
  readonly number: number
}) => (
  <fieldset class="question-fieldset">
    <legend>
      {question.displayName ?? `Question ${number}`}
      {question.isRequired && <span class="tag">required</span>}
    </legend>
    <div id={`question-text-${number}`}>
      <ContentBlocks contents={question.content} />
    </div>
    <AnswerField question={question} labelledBy={`question-text-${number}`} />
  </fieldset>
)
