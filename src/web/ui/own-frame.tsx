import { useEffect, useState } from 'preact/hooks'
import type { ControlError } from '../../server/control/client.js'
import { ErrorMessage } from './empty-state.js'
import { pageClient, readSession } from './session.js'

interface OwnFrameProps {
  readonly path: string
  readonly title: string
  readonly class: string
  readonly sandbox: string
  readonly allow?: string
  readonly style?: { readonly height: string }
  readonly onLoad?: () => void
}

/** A frame with a page of the emulator. Each mount loads the page once. */
export function OwnFrame({ path, ...attributes }: OwnFrameProps) {
  const [src, setSrc] = useState(readSession() === undefined ? path : undefined)
  const [error, setError] = useState<string>()
  useEffect(() => {
    if (src === undefined) addTicket(path).then(setSrc, ({ message }) => setError(message))
  }, [])

  if (error !== undefined) return <ErrorMessage>{error}</ErrorMessage>
  return src === undefined ? null : <iframe {...attributes} src={src} />
}

/** A frame sends no session, so its address has a ticket that is valid once. */
async function addTicket(path: string): Promise<string> {
  try {
    return (await pageClient.request('POST /_mturk/tickets', { body: { path } })).path
  } catch (error) {
    // The emulator was started again without a token.
    if ((error as ControlError).status === 409) return path
    throw error
  }
}
