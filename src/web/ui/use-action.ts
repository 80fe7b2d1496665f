import { useState } from 'preact/hooks'

/** Work that a form begins: it takes a moment, and may fail with a sentence that says why. */
export function useAction() {
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState('')

  async function run(action: () => Promise<unknown>): Promise<void> {
    setBusy(true)
    setError(
      await action().then(
        () => '',
        ({ message }: Error) => message,
      ),
    )
    setBusy(false)
  }

  const handleSubmit = (action: () => Promise<unknown>) => (event: Event) => {
    event.preventDefault()
    return run(action)
  }
  return { isBusy, error, run, handleSubmit }
}
