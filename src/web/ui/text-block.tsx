import type { ComponentChildren } from 'preact'
import { useContext, useState } from 'preact/hooks'
import { CopyButton } from './copy-button.js'
import { highlight, IdLinkContext } from './highlight.js'

interface TextBlockProps {
  /** The name of the text: `Payload`. */
  readonly title: string
  readonly text: string
  readonly children?: ComponentChildren
}

/** A text such as JSON or XML, formatted or raw. The copy button always copies the raw text. */
export function TextBlock({ title, text, children }: TextBlockProps) {
  const [raw, setRaw] = useState(false)
  const linkId = useContext(IdLinkContext)
  const highlighted = highlight(text, linkId)

  return (
    <section class="text-block" aria-label={title}>
      <header>
        <h3>{title}</h3>
        {highlighted && (
          <fieldset class="choice">
            <legend class="visually-hidden">Format of {title.toLowerCase()}</legend>
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
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable areas must be reachable by keyboard */}
      <pre tabIndex={0}>{highlighted && !raw ? highlighted : text}</pre>
    </section>
  )
}
