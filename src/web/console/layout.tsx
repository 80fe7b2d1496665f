import { useEffect, useRef, useState } from 'preact/hooks'
import { ClockContext } from '../ui/clock.js'
import { EmptyState } from '../ui/empty-state.js'
import { useLiveStream } from '../ui/live-events.js'
import { navigate, useLocation } from '../ui/router.js'
import { SidebarClock } from './clock/sidebar-clock.js'
import { useLoadedClock, WorldClockContext } from './clock/world-clock.js'
import { consoleRoutes, routeGroups } from './routes.js'
import { SidebarFooter } from './sidebar-footer.js'

/** The console: the navigation and the current page. */
export function ConsoleLayout() {
  const { path, query } = useLocation()
  const [name, ...rest] = path
  const route = consoleRoutes.find((each) => each.name === name)
  const [isOpen, setOpen] = useState(false)
  const main = useRef<HTMLElement>(null)
  const isFirstRender = useRef(true)
  useLiveStream('/_mturk/stream')
  const clock = useLoadedClock()

  useEffect(() => {
    if (name === undefined) navigate(`/console/${consoleRoutes[0]!.name}`, { replace: true })
  }, [name])
  useEffect(() => {
    document.title = route ? `${route.title} · mturk-local` : 'mturk-local'
    setOpen(false)
    // Move the focus to the new page for screen readers.
    if (!isFirstRender.current) main.current!.focus()
    isFirstRender.current = false
  }, [route?.name])

  return (
    <WorldClockContext.Provider value={clock}>
      <ClockContext.Provider value={clock.value}>
        <div class="shell">
          <a class="skip" href="#main">
            Skip to content
          </a>
          <header class={isOpen ? 'side is-open' : 'side'}>
            <a class="brand" href="/console">
              <img src={icon} alt="" width="22" height="22" /> mturk-local
            </a>
            <SidebarClock />
            <button
              type="button"
              class="menu quiet"
              aria-expanded={isOpen}
              aria-controls="navigation"
              onClick={() => setOpen(!isOpen)}
            >
              Menu
            </button>
            <div id="navigation" class="navigation">
              <nav aria-label="Pages">
                {routeGroups.map((group) => (
                  <section key={group.title} aria-label={group.title}>
                    <h2>{group.title}</h2>
                    <ul>
                      {group.routes.map(({ name, title }) => (
                        <li key={name}>
                          <a
                            href={`/console/${name}`}
                            aria-current={name === route?.name ? 'page' : undefined}
                          >
                            {title}
                          </a>
                        </li>
                      ))}
                    </ul>
                  </section>
                ))}
              </nav>
              <SidebarFooter />
            </div>
          </header>
          <main id="main" tabIndex={-1} ref={main}>
            {route ? (
              <route.page path={rest} query={query} />
            ) : (
              name !== undefined && (
                <EmptyState title={`There is no page “${name}”.`}>
                  <a href="/console">Go to deliveries</a>
                </EmptyState>
              )
            )}
          </main>
        </div>
      </ClockContext.Provider>
    </WorldClockContext.Provider>
  )
}

const icon = new URL('./icon.svg', import.meta.url).href
