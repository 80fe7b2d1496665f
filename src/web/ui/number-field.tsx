interface NumberFieldProps {
  readonly label: string
  readonly value: string
  readonly change: (value: string) => void
  readonly min: number
  readonly max?: number
  /** What it is when nothing is given; without it something must be. */
  readonly placeholder?: string
}

/** A number, as it is typed. */
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
