import type { TextAnswer } from '../../../server/control/contract.js'

interface TextFieldProps {
  readonly name: string
  readonly required: boolean
  readonly answer: TextAnswer
  readonly labelledBy?: string
  readonly label?: string
}

/** The browser says at once what does not fit; expressions are looked at when it is submitted. */
export function TextField({ name, required, answer, labelledBy, label }: TextFieldProps) {
  const { numeric, minLength, maxLength, initial, lines } = answer
  const field = {
    name,
    required,
    'aria-labelledby': labelledBy,
    'aria-label': label,
    placeholder: label,
  }
  const hint = hintOf(answer)
  return (
    <>
      {numeric ? (
        <input
          {...field}
          type="number"
          step="any"
          min={numeric.min}
          max={numeric.max}
          defaultValue={initial}
        />
      ) : lines > 1 ? (
        <textarea
          {...field}
          rows={Math.min(lines, 30)}
          minLength={minLength}
          maxLength={maxLength}
          defaultValue={initial}
        />
      ) : (
        <input
          {...field}
          type="text"
          minLength={minLength}
          maxLength={maxLength}
          defaultValue={initial}
        />
      )}
      {hint && <p class="hint">{hint}</p>}
    </>
  )
}

function hintOf({ numeric, minLength, maxLength, patterns }: TextAnswer): string {
  const says = []
  if (numeric) says.push(`A number${between(numeric.min, numeric.max)}.`)
  if (minLength !== undefined || maxLength !== undefined)
    says.push(`Characters:${between(minLength, maxLength)}.`)
  for (const { says: its } of patterns) if (its) says.push(its)
  return says.join(' ')
}

const between = (min?: number, max?: number): string =>
  [min !== undefined && ` from ${min}`, max !== undefined && ` to ${max}`].filter(Boolean).join('')
