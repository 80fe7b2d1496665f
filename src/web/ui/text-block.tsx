import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { CopyButton } from './copy-button.js'
import { highlight } from './highlight.js'

interface TextBlockProps {
  /** What the text is: `Document`. */
  readonly title: string
  readonly text: string
  readonly children?: ComponentChildren
}

/** A text of a program's: readable, or just as it is, and always to be copied as it is. */
export function TextBlock({ title, text, children }: TextBlockProps) {
  const [raw, setRaw] = useState(false)
  const highlighted = highlight(text)

  return (
    <section class="text-block" aria-label={title}>
      <header>
        <h3>{title}</h3>
        {highlighted && (
          <fieldset class="choice">
            <legend class="unseen">How {title.toLowerCase()} is shown</legend>
            <label>
              <input type="radio" checked={!raw} onChange={() => setRaw(false)} /> Pretty
            </label>
            <label>
              <input type="radio" checked={raw} onChange={() => setRaw(true)} /> Raw
            </label>
          </fieldset>
        )}
        {children}
        <CopyButton text={text} description={title.toLowerCase()} />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>{highlighted && !raw ? highlighted : text}</pre>
    </section>
  )
}
