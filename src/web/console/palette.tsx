import { useState } from 'preact/hooks'
import { ModalDialog } from '../ui/modal-dialog.js'
import { navigate } from '../ui/router.js'
import { listedRoutes } from './routes.js'

/** The lists that a text is searched in. */
const searches = [
  ['Deliveries', 'deliveries'],
  ['Mails', 'inbox/mail'],
  ['HITs', 'hits'],
  ['Batches', 'batches'],
  ['HIT types', 'hit-types'],
  ['Calls', 'calls'],
] as const

/** Goes to a page by a part of its name, or searches a text or an ID in every list. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const [text, setText] = useState('')
  const [selected, setSelected] = useState(0)
  const targets = listTargets(text.trim())
  const current = Math.min(selected, targets.length - 1)

  return (
    <ModalDialog
      label="Go to"
      onClose={(value) => {
        onClose()
        if (value) navigate(value)
      }}
    >
      <input
        type="search"
        aria-label="Go to a page or search"
        placeholder="A page, an ID or a text"
        autoComplete="off"
        // The dialog was opened to type here.
        autofocus
        value={text}
        onInput={({ currentTarget }) => {
          setText(currentTarget.value)
          setSelected(0)
        }}
        onKeyDown={(event) => {
          const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
          if (step === undefined) return
          event.preventDefault()
          setSelected(Math.max(0, Math.min(targets.length - 1, current + step)))
        }}
      />
      <ul class="palette" aria-label="Targets">
        {/* Enter submits with the first button of a form: the selected target comes first there. */}
        {targets[current] && (
          <button type="submit" class="visually-hidden" tabIndex={-1} value={targets[current].href}>
            Go
          </button>
        )}
        {targets.map(({ title, href }, index) => (
          <li key={href}>
            <button
              type="submit"
              class={index === current ? 'quiet is-selected' : 'quiet'}
              value={href}
            >
              {title}
            </button>
          </li>
        ))}
      </ul>
    </ModalDialog>
  )
}

interface PaletteTarget {
  readonly title: string
  readonly href: string
}

function listTargets(text: string): readonly PaletteTarget[] {
  const pages = listedRoutes
    .filter(({ title }) => title.toLowerCase().includes(text.toLowerCase()))
    .map(({ title, name }) => ({ title, href: `/console/${name}` }))
  if (text === '') return pages
  const query = new URLSearchParams({ text })
  return [
    ...pages,
    ...searches.map(([title, path]) => ({
      title: `${title} with “${text}”`,
      href: `/console/${path}?${query}`,
    })),
  ]
}
