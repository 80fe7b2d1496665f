import { useState } from 'preact/hooks'

/** Work that a form begins: it takes a moment, and may fail with a sentence that says why. */
export function useWork() {
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState('')

  async function run(work: () => Promise<unknown>): Promise<void> {
    setBusy(true)
    setError(
      await work().then(
        () => '',
        ({ message }: Error) => message,
      ),
    )
    setBusy(false)
  }

  const begin = (work: () => Promise<unknown>) => (event: Event) => {
    event.preventDefault()
    return run(work)
  }
  return { isBusy, error, run, begin }
}
