import type { TextAnswerView } from '../../../server/control/views.js'

interface TextAnswerFieldProps {
  readonly name: string
  readonly required: boolean
  readonly answer: TextAnswerView
  readonly labelledBy?: string
  readonly label?: string
}

/** The browser checks length and range; the server checks regular expressions on submission. */
export function TextAnswerField({
  name,
  required,
  answer,
  labelledBy,
  label,
}: TextAnswerFieldProps) {
  const { numeric, minLength, maxLength, initial, lines } = answer
  const field = {
    name,
    required,
    'aria-labelledby': labelledBy,
    'aria-label': label,
    placeholder: label,
    defaultValue: initial,
  }
  const length = { minLength, maxLength }
  const hint = formatHint(answer)
  return (
    <>
      {numeric ? (
        <input {...field} type="number" step="any" min={numeric.min} max={numeric.max} />
      ) : lines > 1 ? (
        <textarea {...field} {...length} rows={Math.min(lines, 30)} />
      ) : (
        <input {...field} {...length} type="text" />
      )}
      {hint && <p class="hint">{hint}</p>}
    </>
  )
}

function formatHint({ numeric, minLength, maxLength, patterns }: TextAnswerView): string {
  const sentences = []
  if (numeric) sentences.push(`A number${formatRange(numeric.min, numeric.max)}.`)
  if (minLength !== undefined || maxLength !== undefined)
    sentences.push(`Characters:${formatRange(minLength, maxLength)}.`)
  for (const { message: patternHint } of patterns) if (patternHint) sentences.push(patternHint)
  return sentences.join(' ')
}

const formatRange = (min?: number, max?: number): string =>
  [min !== undefined && ` from ${min}`, max !== undefined && ` to ${max}`].filter(Boolean).join('')
