import { useEffect, useState } from 'preact/hooks'
import { randomId } from '../ui/clock.js'
import { navigate } from '../ui/router.js'
import { forgetRecentWorkers, listRecentWorkers, getCurrentWorkerId } from './recent-workers.js'

/** Says who works. There is no password: whoever is here may be any worker. */
export function SignIn({ to }: { readonly to?: string }) {
  const [id, setId] = useState('')
  const [recentWorkers, setRecentWorkers] = useState(listRecentWorkers)
  useEffect(() => {
    document.title = 'Sign in · mturk-local'
  }, [])
  const getHref = (workerId: string) => `/worker/${workerId}/${to ?? 'hits'}`
  useEffect(() => {
    const currentId = getCurrentWorkerId()
    // Whoever follows a link within a tab has said already who works in it.
    if (to !== undefined && currentId !== undefined) navigate(getHref(currentId), { replace: true })
  }, [to])

  return (
    <main class="alone">
      <h1>Work as</h1>
      <form
        class="sign-in"
        onSubmit={(event) => {
          event.preventDefault()
          navigate(getHref(id.trim()))
        }}
      >
        <div class="field">
          <label for="worker-id">Worker ID</label>
          <input
            id="worker-id"
            name="workerId"
            required
            pattern=" *A[A-Z0-9]{1,63} *"
            title="An A with capitals and digits after it"
            autocomplete="off"
            spellcheck={false}
            placeholder="A2EXAMPLE"
            value={id}
            onInput={({ currentTarget }) => setId(currentTarget.value.toUpperCase())}
          />
          <p class="hint">
            An A with capitals and digits after it. A worker is there by being named; there is no
            password.
          </p>
        </div>
        <div class="buttons">
          <button type="submit" class="strong">
            Sign in
          </button>
          <button type="button" onClick={() => setId(`A${randomId(13)}`)}>
            Make one up
          </button>
        </div>
      </form>
      {recentWorkers.length > 0 && (
        <section aria-labelledby="known">
          <header class="title">
            <h2 id="known">In this browser before</h2>
            <button
              type="button"
              class="quiet"
              onClick={() => {
                forgetRecentWorkers()
                setRecentWorkers([])
              }}
            >
              Forget them
            </button>
          </header>
          <ul class="known">
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
        Each tab may be another worker: who works stands in its address. This is mturk-local, not
        Amazon Mechanical Turk. Nobody is paid here.
      </p>
    </main>
  )
}
