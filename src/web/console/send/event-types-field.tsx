interface EventTypesFieldProps {
  readonly all: readonly string[]
  readonly selected: readonly string[]
  readonly choose: (selected: readonly string[]) => void
}

/** The filter of the specification, which a test event is not held back by. */
export const EventTypesField = ({ all, selected, choose }: EventTypesFieldProps) => (
  <fieldset class="field">
    <legend>EventTypes of the specification</legend>
    <p class="hint">They do not filter a test event; none chosen means the event itself.</p>
    <div class="boxes">
      {all.map((type) => (
        <label key={type}>
          <input
            type="checkbox"
            checked={selected.includes(type)}
            onChange={({ currentTarget }) =>
              choose(
                currentTarget.checked
                  ? [...selected, type]
                  : selected.filter((each) => each !== type),
              )
            }
          />
          {type}
        </label>
      ))}
    </div>
  </fieldset>
)
