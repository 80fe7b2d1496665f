import { useId, useState } from 'preact/hooks'
import { TextBlock } from '../ui/text-block.js'
import { findShells, type Shell } from './shells.js'

interface CommandLineProps {
  readonly format: (shell: Shell) => string
}

/** A command for the shells of the user's system, to be copied. */
export function CommandLine({ format }: CommandLineProps) {
  const shells = findShells(navigator.platform)
  const [shell, setShell] = useState(shells[0])
  const name = useId()
  return (
    <TextBlock title="Command line" text={format(shell)}>
      {shells.length > 1 && (
        <fieldset class="choice">
          <legend class="visually-hidden">Shell</legend>
          {shells.map((each) => (
            <label key={each}>
              <input
                type="radio"
                name={name}
                checked={each === shell}
                onChange={() => setShell(each)}
              />{' '}
              {each}
            </label>
          ))}
        </fieldset>
      )}
    </TextBlock>
  )
}
