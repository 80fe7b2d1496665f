interface EventTypesFieldProps {
  readonly all: readonly string[]
  readonly selected: readonly string[]
  readonly choose: (selected: readonly string[]) => void
}

/** The EventTypes of the specification. They do not filter a test event. */
export const EventTypesField = ({ all, selected, choose }: EventTypesFieldProps) => (
  <fieldset class="field">
    <legend>EventTypes of the specification</legend>
    <p class="hint">
      They do not filter a test event. If none is selected, the type of the event is used.
    </p>
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
