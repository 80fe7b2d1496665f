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
