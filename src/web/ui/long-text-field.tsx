import { useId } from 'preact/hooks'
import { readFileText } from './read-file-text.js'

interface LongTextFieldProps {
  readonly label: string
  readonly value: string
  readonly change: (value: string) => void
  readonly hint: string
  /** Files to offer: `.csv`. */
  readonly accept: string
}

/** A text of several lines, which can be typed or read from a file. */
export function LongTextField({ label, value, change, hint, accept }: LongTextFieldProps) {
  const id = useId()
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <textarea
        id={id}
        rows={8}
        required
        value={value}
        spellcheck={false}
        aria-describedby={`${id}-hint`}
        onInput={({ currentTarget }) => change(currentTarget.value)}
      />
      <span class="hint" id={`${id}-hint`}>
        {hint}
      </span>
      <input
        type="file"
        accept={accept}
        aria-label={`${label} from a file`}
        onChange={async ({ currentTarget }) => {
          const [file] = currentTarget.files!
          if (file) change(await readFileText(file))
        }}
      />
    </div>
  )
}
