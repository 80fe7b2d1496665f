import { ControlClient, ControlError } from '../../server/control/client.js'

/**
 * The session that the token was exchanged for. Storage belongs to this origin, port included: no
 * other program on this machine receives it, as it would a cookie, and the pages of HITs, whose
 * origin is opaque, cannot read it.
 */
const storageKey = 'mturk-local-session'

/** Why a page asks for the token. */
export type LoginReason = 'missing' | 'wrong' | 'expired' | 'insufficient'

type LoginListener = (reason: LoginReason | undefined) => void

const listeners = new Set<LoginListener>()

const notify: LoginListener = (reason) => {
  for (const listener of listeners) listener(reason)
}

/** Calls back with the reason when the token is needed, and with `undefined` after a login. */
export function onLoginChange(listener: LoginListener): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export function readSession(): string | undefined {
  try {
    return localStorage.getItem(storageKey) ?? unstoredSession
  } catch {
    // The browser allows this page no storage.
    return unstoredSession
  }
}

let unstoredSession: string | undefined

function writeSession(session: string): void {
  unstoredSession = session
  try {
    localStorage.setItem(storageKey, session)
  } catch {
    // It lasts as long as the page.
  }
}

/** The control API of the emulator that served this page. */
export const pageClient = new ControlClient(location.origin, {
  token: readSession,
  onUnauthorized: () => notify(readSession() === undefined ? 'missing' : 'expired'),
})

/** Exchanges a token for a session; returns why that is not possible. */
export async function logIn(
  token: string,
  needed: 'all' | 'worker',
): Promise<LoginReason | undefined> {
  const client = new ControlClient(location.origin, { token })
  try {
    const { session, scope } = await client.request('POST /_mturk/sessions')
    if (needed === 'all' && scope !== 'all') return 'insufficient'
    writeSession(session)
  } catch (error) {
    if ((error as ControlError).status === 401) return 'wrong'
    // No token is required.
    if ((error as ControlError).status !== 409) throw error
  }
  notify(undefined)
  return undefined
}

/** Removes the token of a link from the address, and returns it. */
export function takeTokenFromAddress(): string | undefined {
  const token = new URLSearchParams(location.hash.slice(1)).get('token')
  if (token === null) return undefined
  history.replaceState(history.state, '', location.pathname + location.search)
  return token
}

/** Another tab has logged in. */
addEventListener('storage', ({ key, newValue }) => {
  if (key === storageKey && newValue !== null) notify(undefined)
})

/** Whether a request failed because the emulator could not be reached. */
export const isConnectionLost = (error: unknown): boolean =>
  error instanceof ControlError && error.status === undefined
