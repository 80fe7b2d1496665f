import { spawn } from 'node:child_process'

/** Commands that open a URL in the default browser. */
const openers: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
  linux: ['xdg-open'],
}

/** The system, stubbed in tests. */
interface BrowserHost {
  readonly platform: NodeJS.Platform
  readonly spawn: typeof spawn
}

/** Opens a page in the user's browser; does nothing without a display or a browser. */
export function openInBrowser(
  url: string,
  environment: NodeJS.ProcessEnv,
  host: BrowserHost = { platform: process.platform, spawn },
): void {
  const { platform } = host
  const hasScreen = platform !== 'linux' || environment.DISPLAY || environment.WAYLAND_DISPLAY
  const [program, ...args] = openers[platform] ?? []
  if (!program || !hasScreen) return
  const opener = host.spawn(program, [...args, url], {
    stdio: 'ignore',
    detached: true,
    // Otherwise a console window appears for a moment.
    windowsHide: true,
  })
  opener.on('error', () => {})
  opener.unref()
}
