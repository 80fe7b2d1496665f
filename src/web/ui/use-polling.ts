import { useEffect } from 'preact/hooks'
import { browserSleep } from './clock.js'

/** Calls back at an interval, in milliseconds, while the page is visible. */
export function usePolling(interval: number | undefined, callback: () => void): void {
  useEffect(() => {
    if (interval === undefined) return undefined
    let isMounted = true
    const poll = async () => {
      for (await browserSleep(interval); isMounted; await browserSleep(interval))
        if (!document.hidden) callback()
    }
    void poll()
    return () => {
      isMounted = false
    }
  }, [interval, callback])
}
