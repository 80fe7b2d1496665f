import { existsSync } from 'node:fs'
import { type BrowserServer, chromium } from 'playwright-core'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    readonly chromium: string
  }
}

/** Flags that keep Chromium from requests outside this machine, and from its devices. */
const isolationFlags = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
  '--no-first-run',
  // A camera and a microphone that no machine needs to have.
  '--use-fake-device-for-media-stream',
]

export const startChromium = async (): Promise<BrowserServer> => {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
  if (!existsSync(executablePath))
    throw new Error(
      `There is no Chromium at ${executablePath}. Install it with apt-get install chromium, or set CHROMIUM to another path.`,
    )
  const isRoot = process.getuid?.() === 0
  const args = isRoot ? ['--no-sandbox', ...isolationFlags] : isolationFlags
  return chromium.launchServer({ executablePath, args, host: '127.0.0.1' })
}

/** One browser for all tests; each test opens its own context. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const server = await startChromium()
  provide('chromium', server.wsEndpoint())
  return () => server.close()
}
