import { spawn } from 'node:child_process'

/** Commands that open a URL in the default browser. */
const openers: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
  linux: ['xdg-open'],
}

/** Opens a page in the user's browser; does nothing without a display or a browser. */
export function openInBrowser(url: string, environment: NodeJS.ProcessEnv): void {
  const { platform } = process
  const hasScreen = platform !== 'linux' || environment.DISPLAY || environment.WAYLAND_DISPLAY
  const [program, ...args] = openers[platform] ?? []
  if (!program || !hasScreen) return
  const opener = spawn(program, [...args, url], {
    stdio: 'ignore',
    detached: true,
    windowsHide: true,
  })
  opener.on('error', () => {})
  opener.unref()
}
