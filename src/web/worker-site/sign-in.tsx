import { useEffect, useLayoutEffect, useState } from 'preact/hooks'
import { navigate } from '../ui/router.js'
import { forgetRecentWorkers, getCurrentWorkerId, listRecentWorkers } from './recent-workers.js'

/** Sign-in by worker ID, without a password. */
export function SignIn({ to }: { readonly to?: string }) {
  const [id, setId] = useState('')
  const [recentWorkers, setRecentWorkers] = useState(listRecentWorkers)
  useEffect(() => {
    document.title = 'Sign in · mturk-local'
  }, [])
  const getHref = (workerId: string) => `/worker/${workerId}/${to ?? 'hits'}`
  useLayoutEffect(() => {
    const currentId = getCurrentWorkerId()
    // This tab is already signed in.
    if (to !== undefined && currentId !== undefined) navigate(getHref(currentId), { replace: true })
  }, [to])

  return (
    <main class="centered">
      <h1>Sign in as a worker</h1>
      <div class="buttons">
        <button type="button" class="strong" onClick={() => navigate(getHref(generateWorkerId()))}>
          Work as a new worker
        </button>
      </div>
      <form
        class="card"
        onSubmit={(event) => {
          event.preventDefault()
          navigate(getHref(id.trim().toUpperCase()))
        }}
      >
        <div class="field">
          <label for="worker-id">Worker ID</label>
          <input
            id="worker-id"
            name="workerId"
            required
            pattern="\s*[Aa][A-Za-z0-9]{1,63}\s*"
            title="An A followed by letters and digits"
            autocomplete="off"
            spellcheck={false}
            placeholder="A2EXAMPLE"
            value={id}
            onInput={({ currentTarget }) => setId(currentTarget.value.toUpperCase())}
          />
          <p class="hint">
            An A followed by letters and digits. A new ID creates a worker; there is no password.
          </p>
        </div>
        <div class="buttons">
          <button type="submit">Sign in</button>
        </div>
      </form>
      {recentWorkers.length > 0 && (
        <section aria-labelledby="recent-workers">
          <header class="title">
            <h2 id="recent-workers">Recent workers</h2>
            <button
              type="button"
              class="quiet"
              onClick={() => {
                forgetRecentWorkers()
                setRecentWorkers([])
              }}
            >
              Clear
            </button>
          </header>
          <ul class="recent-workers">
            {recentWorkers.map((each) => (
              <li key={each}>
                <a class="button" href={getHref(each)}>
                  {each}
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p class="hint">
        Each tab can be another worker: the ID is part of the address. This is mturk-local, not
        Amazon Mechanical Turk. No money is paid.
      </p>
    </main>
  )
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'

const generateWorkerId = (): string =>
  `A${[...crypto.getRandomValues(new Uint32Array(13))].map((n) => alphabet[n % alphabet.length]).join('')}`
