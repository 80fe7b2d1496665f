interface NumberFieldProps {
  readonly label: string
  readonly value: string
  readonly change: (value: string) => void
  readonly min: number
  readonly max?: number
  /** The default; without it the field is required. */
  readonly placeholder?: string
}

export const NumberField = ({ label, value, change, min, max, placeholder }: NumberFieldProps) => (
  <label class="field">
    <span>{label}</span>
    <input
      type="number"
      value={value}
      min={min}
      max={max}
      step="any"
      required={placeholder === undefined}
      placeholder={placeholder}
      onInput={({ currentTarget }) => change(currentTarget.value)}
    />
  </label>
)
