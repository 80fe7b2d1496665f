import { useState } from 'preact/hooks'
import { ErrorMessage } from '../../ui/empty-state.js'
import { navigate } from '../../ui/router.js'
import { useAction } from '../../ui/use-action.js'
import { createDestination, formatReceiverHref } from '../destinations.js'

/** A form that creates a queue or a topic, and opens it. */
export function NewReceiver({ kind }: { readonly kind: 'queue' | 'topic' }) {
  const [name, setName] = useState('')
  const { isBusy, error, handleSubmit } = useAction()

  async function create(): Promise<void> {
    const { arn } = await createDestination(kind, name.trim())
    setName('')
    navigate(formatReceiverHref(kind, arn))
  }

  return (
    <>
      <form class="actions one-line" onSubmit={handleSubmit(create)}>
        <input
          aria-label={`Name of a new ${kind}`}
          placeholder={`Name of a new ${kind}`}
          required
          spellcheck={false}
          autoComplete="off"
          value={name}
          onInput={({ currentTarget }) => setName(currentTarget.value)}
        />
        <button type="submit" disabled={isBusy}>
          New {kind}
        </button>
      </form>
      {error && <ErrorMessage>{error}</ErrorMessage>}
    </>
  )
}
