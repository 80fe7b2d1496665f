import { useEffect } from 'preact/hooks'
import { rest } from './clock.js'

/** Does something again and again while the page shows it: for what changes without a word. */
export function useEvery(pause: number | undefined, work: () => void): void {
  useEffect(() => {
    if (pause === undefined) return undefined
    let isShown = true
    const again = async () => {
      for (await rest(pause); isShown; await rest(pause)) if (!document.hidden) work()
    }
    void again()
    return () => {
      isShown = false
    }
  }, [pause, work])
}
