import { useCallback, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { ClockContext } from '../ui/clock.js'
import { ConnectionBanner } from '../ui/connection-banner.js'
import { EmptyState } from '../ui/empty-state.js'
import { IdLinkContext } from '../ui/highlight.js'
import { useLiveStream } from '../ui/live-events.js'
import { usePageTitle } from '../ui/page-title.js'
import { navigate, useLocation } from '../ui/router.js'
import { AccountSwitch } from './account-switch.js'
import { SidebarClock } from './clock/sidebar-clock.js'
import { useLoadedClock, WorldClockContext } from './clock/world-clock.js'
import { HelpDialog } from './help-dialog.js'
import { formatIdHref } from './id-links.js'
import { Navigation } from './navigation.js'
import { OverviewContext, useLoadedOverview } from './overview/overview-context.js'
import { Palette } from './palette.js'
import { consoleRoutes } from './routes.js'
import { useShortcuts } from './shortcuts.js'
import { SidebarFooter } from './sidebar-footer.js'

/** The console: the navigation and the current page. */
export function ConsoleLayout() {
  const { path, query } = useLocation()
  const [name, ...rest] = path
  const route = consoleRoutes.find((each) => each.name === name)
  const [isOpen, setOpen] = useState(false)
  const [dialog, setDialog] = useState<'help' | 'palette'>()
  const showHelp = useCallback(() => setDialog('help'), [])
  const showPalette = useCallback(() => setDialog('palette'), [])
  const closeDialog = () => setDialog(undefined)
  const main = useRef<HTMLElement>(null)
  const isFirstRender = useRef(true)
  const clock = useLoadedClock()
  const overview = useLoadedOverview()
  useLiveStream('/_mturk/stream')
  useShortcuts({ showHelp, showPalette })
  usePageTitle(route?.title ?? '')

  useLayoutEffect(() => {
    if (name === undefined) navigate(`/console/${consoleRoutes[0]!.name}`, { replace: true })
  }, [name])
  // An effect after painting could take the focus from what was chosen in the new page.
  useLayoutEffect(() => {
    setOpen(false)
    // Move the focus to the new page for screen readers.
    if (!isFirstRender.current) main.current!.focus()
    isFirstRender.current = false
  }, [route?.name])

  return (
    <WorldClockContext.Provider value={clock}>
      <ClockContext.Provider value={clock.value}>
        <OverviewContext.Provider value={overview}>
          <IdLinkContext.Provider value={formatIdHref}>
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
                  <AccountSwitch query={query} />
                  <Navigation current={route?.name} account={query.get('account') ?? undefined} />
                  <SidebarFooter showHelp={showHelp} />
                </div>
              </header>
              <main id="main" tabIndex={-1} ref={main}>
                <ConnectionBanner />
                {route ? (
                  <route.page path={rest} query={query} />
                ) : (
                  name !== undefined && (
                    <EmptyState title={`There is no page “${name}”.`}>
                      <a href="/console">Go to the overview</a>
                    </EmptyState>
                  )
                )}
              </main>
              {dialog === 'help' && <HelpDialog onClose={closeDialog} />}
              {dialog === 'palette' && <Palette onClose={closeDialog} />}
            </div>
          </IdLinkContext.Provider>
        </OverviewContext.Provider>
      </ClockContext.Provider>
    </WorldClockContext.Provider>
  )
}

const icon = new URL('./icon.svg', import.meta.url).href
