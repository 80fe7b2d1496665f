import { useEffect, useRef, useState } from 'preact/hooks'
import { Empty } from '../ui/empty.js'
import { go, usePlace } from '../ui/place.js'
import { SideFoot } from './side-foot.js'
import { groups, views } from './views.js'

/** The console: where one can go, and the page one is at. */
export function Shell() {
  const { path, query } = usePlace()
  const [name, ...rest] = path
  const view = views.find((each) => each.name === name)
  const [isOpen, setOpen] = useState(false)
  const main = useRef<HTMLElement>(null)
  const isFirst = useRef(true)

  useEffect(() => {
    if (name === undefined) go(`/console/${views[0]!.name}`, { replace: true })
  }, [name])
  useEffect(() => {
    document.title = view ? `${view.title} · mturk-local` : 'mturk-local'
    setOpen(false)
    // Whoever does not see the page change is taken to its beginning.
    if (!isFirst.current) main.current!.focus()
    isFirst.current = false
  }, [view?.name])

  return (
    <div class="shell">
      <a class="skip" href="#main">
        Skip to the page
      </a>
      <header class={isOpen ? 'side is-open' : 'side'}>
        <a class="brand" href="/console">
          <img src={icon} alt="" width="22" height="22" /> mturk-local
        </a>
        <button
          type="button"
          class="menu quiet"
          aria-expanded={isOpen}
          aria-controls="places"
          onClick={() => setOpen(!isOpen)}
        >
          Menu
        </button>
        <div id="places" class="places">
          <nav aria-label="Pages">
            {groups.map((group) => (
              <section key={group.title} aria-label={group.title}>
                <h2>{group.title}</h2>
                <ul>
                  {group.views.map(({ name, title }) => (
                    <li key={name}>
                      <a
                        href={`/console/${name}`}
                        aria-current={name === view?.name ? 'page' : undefined}
                      >
                        {title}
                      </a>
                    </li>
                  ))}
                </ul>
              </section>
            ))}
          </nav>
          <SideFoot />
        </div>
      </header>
      <main id="main" tabIndex={-1} ref={main}>
        {view ? (
          <view.page path={rest} query={query} />
        ) : (
          name !== undefined && (
            <Empty title={`There is no page “${name}”.`}>
              <a href="/console">To the deliveries</a>
            </Empty>
          )
        )}
      </main>
    </div>
  )
}

const icon = new URL('./icon.svg', import.meta.url).href
