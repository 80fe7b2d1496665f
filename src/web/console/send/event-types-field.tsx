interface EventTypesFieldProps {
  readonly legend: string
  readonly hint?: string
  readonly all: readonly string[]
  readonly selected: readonly string[]
  readonly choose: (selected: readonly string[]) => void
}

/** The EventTypes of a notification specification. */
export const EventTypesField = (props: EventTypesFieldProps) => {
  const { legend, hint, all, selected, choose } = props
  return (
    <fieldset class="field">
      <legend>{legend}</legend>
      {hint && <p class="hint">{hint}</p>}
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
}
