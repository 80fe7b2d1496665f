import { useRef } from 'preact/hooks'
import type {
  FormContentView,
  FormQuestionView,
  TextAnswerView,
} from '../../../server/control/views.js'
import { ContentBlocks } from './content-blocks.js'
import { freeTextFieldName, freeTextOptionValue } from './form-values.js'
import { TextAnswerField } from './text-answer-field.js'

interface ChoiceFieldProps {
  readonly name: string
  readonly required: boolean
  readonly answer: Extract<FormQuestionView['answer'], { kind: 'selection' }>
  readonly labelledBy: string
}

/** The selections, in the form's suggested style if that can show their content. */
export function ChoiceField(props: ChoiceFieldProps) {
  const { min, max, style, selections } = props.answer
  const isPlain = selections.every(({ content }) => content.every(({ kind }) => kind === 'text'))
  const isSelect = isPlain && ['list', 'dropdown', 'combobox', 'multichooser'].includes(style)
  return (
    <>
      {isSelect ? <SelectChoices {...props} /> : <ButtonChoices {...props} />}
      {max > 1 && <p class="hint">Choose {min === max ? min : `${min} to ${max}`}.</p>}
    </>
  )
}

function SelectChoices({ name, required, answer, labelledBy }: ChoiceFieldProps) {
  const { max, style, selections, other } = answer
  const isOpen = max > 1 || style === 'list' || style === 'multichooser'
  return (
    <>
      <select
        name={name}
        required={required && !other}
        multiple={max > 1}
        size={isOpen ? Math.min(selections.length + 1, 10) : undefined}
        aria-labelledby={labelledBy}
      >
        {max === 1 && <option value="">{other ? 'In your own words' : 'Choose'}</option>}
        {selections.map(({ identifier, content }) => (
          <option key={identifier} value={identifier}>
            {extractText(content)}
          </option>
        ))}
      </select>
      {other && <FreeTextField name={name} answer={other} />}
    </>
  )
}

function ButtonChoices({ name, required, answer }: ChoiceFieldProps) {
  const { max, style, selections, other } = answer
  const type = max > 1 || style === 'checkbox' ? 'checkbox' : 'radio'
  const freeTextRadio = useRef<HTMLInputElement>(null)
  return (
    <div class="choices">
      {selections.map(({ identifier, content }) => (
        <label key={identifier}>
          <input
            type={type}
            name={name}
            value={identifier}
            required={required && type === 'radio'}
          />
          <span>
            <ContentBlocks contents={content} />
          </span>
        </label>
      ))}
      {other && (
        // Typing selects the radio button.
        <div
          class="other"
          onInput={({ target }) => {
            if (freeTextRadio.current && target !== freeTextRadio.current)
              freeTextRadio.current.checked = true
          }}
        >
          {type === 'radio' && (
            <input
              type="radio"
              name={name}
              value={freeTextOptionValue}
              aria-label="Other"
              ref={freeTextRadio}
            />
          )}
          <span>
            <FreeTextField name={name} answer={other} />
          </span>
        </div>
      )}
    </div>
  )
}

const FreeTextField = ({
  name,
  answer,
}: {
  readonly name: string
  readonly answer: TextAnswerView
}) => (
  <TextAnswerField
    name={freeTextFieldName(name)}
    required={false}
    answer={answer}
    label="In your own words"
  />
)

const extractText = (contents: readonly FormContentView[]): string =>
  contents.map((content) => (content.kind === 'text' ? content.text : '')).join(' ')
