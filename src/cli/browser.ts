import { spawn } from 'node:child_process'

/** What opens an address on each system as a person would; on others there is a desktop or nobody looks. */
const openers: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
  linux: ['xdg-open'],
}

/** Opens a page in whoever's browser it is; where there is no screen or no browser, nothing happens. */
export function openInBrowser(url: string, environment: NodeJS.ProcessEnv): void {
  const { platform } = process
  const hasScreen = platform !== 'linux' || environment.DISPLAY || environment.WAYLAND_DISPLAY
  const [program, ...args] = openers[platform] ?? []
  if (!program || !hasScreen) return
  const opener = spawn(program, [...args, url], { stdio: 'ignore', detached: true })
  opener.on('error', () => {})
  opener.unref()
}
