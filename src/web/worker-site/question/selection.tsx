import { useRef } from 'preact/hooks'
import type { Content, Question } from '../../../server/control/contract.js'
import { Contents } from './contents.js'
import { otherOf, ownWords } from './filled-in.js'
import { TextField } from './text-field.js'

interface SelectionProps {
  readonly name: string
  readonly required: boolean
  readonly answer: Extract<Question['answer'], { kind: 'selection' }>
  readonly labelledBy: string
}

/** Choices, in the style that the form suggests where that can show what they hold. */
export function Selection(props: SelectionProps) {
  const { min, max, style, selections } = props.answer
  const isPlain = selections.every(({ content }) => content.every(({ kind }) => kind === 'text'))
  const asList = isPlain && ['list', 'dropdown', 'combobox', 'multichooser'].includes(style)
  return (
    <>
      {asList ? <Drop {...props} /> : <Buttons {...props} />}
      {max > 1 && <p class="hint">Choose {min === max ? min : `${min} to ${max}`}.</p>}
    </>
  )
}

function Drop({ name, required, answer, labelledBy }: SelectionProps) {
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
            {textIn(content)}
          </option>
        ))}
      </select>
      {other && (
        <TextField name={otherOf(name)} required={false} answer={other} label="In your own words" />
      )}
    </>
  )
}

function Buttons({ name, required, answer }: SelectionProps) {
  const { max, style, selections, other } = answer
  const type = max > 1 || style === 'checkbox' ? 'checkbox' : 'radio'
  const own = useRef<HTMLInputElement>(null)
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
            <Contents contents={content} />
          </span>
        </label>
      ))}
      {other && (
        // Whoever writes something means it.
        <div
          class="other"
          onInput={({ target }) => {
            if (own.current && target !== own.current) own.current.checked = true
          }}
        >
          {type === 'radio' && (
            <input type="radio" name={name} value={ownWords} aria-label="Other" ref={own} />
          )}
          <span>
            <TextField
              name={otherOf(name)}
              required={false}
              answer={other}
              label="In your own words"
            />
          </span>
        </div>
      )}
    </div>
  )
}

const textIn = (contents: readonly Content[]): string =>
  contents.map((content) => (content.kind === 'text' ? content.text : '')).join(' ')
