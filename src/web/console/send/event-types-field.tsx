interface EventTypesFieldProps {
  readonly all: readonly string[]
  readonly chosen: readonly string[]
  readonly choose: (chosen: readonly string[]) => void
}

/** The filter of the specification, which a test event is not held back by. */
export const EventTypesField = ({ all, chosen, choose }: EventTypesFieldProps) => (
  <fieldset class="field">
    <legend>EventTypes of the specification</legend>
    <p class="hint">They do not filter a test event; none chosen means the event itself.</p>
    <div class="boxes">
      {all.map((type) => (
        <label key={type}>
          <input
            type="checkbox"
            checked={chosen.includes(type)}
            onChange={({ currentTarget }) =>
              choose(
                currentTarget.checked ? [...chosen, type] : chosen.filter((each) => each !== type),
              )
            }
          />
          {type}
        </label>
      ))}
    </div>
  </fieldset>
)
