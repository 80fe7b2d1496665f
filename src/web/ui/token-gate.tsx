import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { ErrorMessage } from './empty-state.js'
import { type LoginReason, logIn, onLoginChange, takeTokenFromAddress } from './session.js'

interface TokenGateProps {
  /** What the token of this site must allow. */
  readonly scope: 'all' | 'worker'
  readonly children: ComponentChildren
}

type GateState = 'open' | 'checking' | LoginReason

/** Shows the site, or asks for the token that the emulator requires. */
export function TokenGate({ scope, children }: TokenGateProps) {
  const [linkToken] = useState(takeTokenFromAddress)
  const [state, setState] = useState<GateState>(linkToken === undefined ? 'open' : 'checking')
  const [failure, setFailure] = useState<string>()

  async function submit(token: string): Promise<void> {
    setFailure(undefined)
    try {
      const reason = await logIn(token, scope)
      if (reason) setState(reason)
    } catch (error) {
      setFailure((error as Error).message)
      setState('missing')
    }
  }

  useEffect(() => {
    if (linkToken !== undefined) void submit(linkToken)
    const submitNewLink = () => {
      const token = takeTokenFromAddress()
      if (token !== undefined) void submit(token)
    }
    const unsubscribe = onLoginChange((reason) => setState(reason ?? 'open'))
    addEventListener('hashchange', submitNewLink)
    return () => {
      unsubscribe()
      removeEventListener('hashchange', submitNewLink)
    }
  }, [])

  if (state === 'open') return <>{children}</>
  if (state === 'checking') return null
  return <LoginForm message={failure ?? messages[state]} onSubmit={submit} />
}

const messages: Readonly<Record<LoginReason, string | undefined>> = {
  missing: undefined,
  wrong: 'This token is wrong.',
  expired: 'Your session has ended, or does not allow this page. Enter the token again.',
  insufficient: 'This token opens the worker site only.',
}

interface LoginFormProps {
  readonly message: string | undefined
  readonly onSubmit: (token: string) => Promise<void>
}

function LoginForm({ message, onSubmit }: LoginFormProps) {
  const [token, setToken] = useState('')
  const [isBusy, setBusy] = useState(false)
  useEffect(() => {
    document.title = 'Token · mturk-local'
  }, [])

  return (
    <main class="centered">
      <h1>mturk-local</h1>
      <form
        class="card"
        onSubmit={(event) => {
          event.preventDefault()
          setBusy(true)
          void onSubmit(token.trim()).finally(() => setBusy(false))
        }}
      >
        <div class="field">
          <label for="token">This mturk-local requires a token.</label>
          <input
            id="token"
            name="token"
            type="password"
            required
            autofocus
            autocomplete="off"
            value={token}
            onInput={({ currentTarget }) => setToken(currentTarget.value)}
          />
          <p class="hint">
            It is what the emulator was started with: --token, or --worker-token for the worker
            site.
          </p>
        </div>
        {message && <ErrorMessage>{message}</ErrorMessage>}
        <div class="buttons">
          <button type="submit" class="strong" disabled={isBusy}>
            Continue
          </button>
        </div>
      </form>
    </main>
  )
}
