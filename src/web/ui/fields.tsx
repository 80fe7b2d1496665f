import { useId } from 'preact/hooks'

interface FieldProps {
  readonly label: string
  readonly value: string
  readonly change: (value: string) => void
}

interface TextFieldProps extends FieldProps {
  readonly type?: 'datetime-local' | 'number' | 'text'
  readonly inputMode?: 'numeric'
  readonly required?: boolean
  readonly pattern?: string
  readonly title?: string
  readonly placeholder?: string
  readonly min?: number
  readonly max?: number
  readonly step?: string
  readonly hint?: string
  readonly suggestions?: readonly string[]
}

export function TextField(props: TextFieldProps) {
  const { label, type = 'text', change, hint, suggestions, ...input } = props
  const id = useId()
  return (
    <label class="field">
      <span>{label}</span>
      <input
        {...input}
        // Preact has a type for each kind of input, which a union does not fit.
        type={type as 'text'}
        spellcheck={false}
        autoComplete="off"
        list={suggestions && `${id}-suggestions`}
        aria-describedby={hint && `${id}-hint`}
        onInput={({ currentTarget }) => change(currentTarget.value)}
      />
      {suggestions && (
        <datalist id={`${id}-suggestions`}>
          {suggestions.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      )}
      {hint && (
        <span class="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
    </label>
  )
}

/** A number as text; required unless it has a placeholder for its default. */
export const NumberField = (
  props: FieldProps & Pick<TextFieldProps, 'hint' | 'max' | 'min' | 'placeholder'>,
) => <TextField {...props} type="number" step="any" required={props.placeholder === undefined} />

interface SelectFieldProps extends FieldProps {
  /** Values, or values with texts. */
  readonly options: readonly (string | readonly [value: string, text: string])[]
}

export const SelectField = ({ label, value, change, options }: SelectFieldProps) => (
  <label class="field">
    <span>{label}</span>
    <select value={value} onChange={({ currentTarget }) => change(currentTarget.value)}>
      {options
        .map((each) => (typeof each === 'string' ? [each, each] : each))
        .map(([optionValue, text]) => (
          <option key={optionValue} value={optionValue}>
            {text}
          </option>
        ))}
    </select>
  </label>
)

interface RadiosProps {
  readonly legend: string
  readonly name: string
  readonly values: readonly string[]
  readonly value: string
  readonly choose: (value: string) => void
}

export const Radios = ({ legend, name, values, value, choose }: RadiosProps) => (
  <fieldset class="field">
    <legend>{legend}</legend>
    <div class="choice">
      {values.map((each) => (
        <label key={each}>
          <input
            type="radio"
            name={name}
            value={each}
            checked={each === value}
            onChange={() => choose(each)}
          />
          {each}
        </label>
      ))}
    </div>
  </fieldset>
)
