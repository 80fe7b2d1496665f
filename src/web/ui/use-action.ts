import { useState } from 'preact/hooks'

/** The state of an asynchronous action: whether it is running, and the message of its error. */
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
