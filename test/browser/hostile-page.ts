/** A page of a requester that tries, when its button is clicked, everything that it must not do. */
export const hostilePage = (endpoint: string): string => `<!DOCTYPE html>
<title>Task</title>
<button disabled>Start</button>
<ol></ol>
<script>
const at = ${JSON.stringify(endpoint)}
const attempts = {
  'read the console': async () => (await fetch(at + '/console')).text(),
  'read the control API': async () => (await fetch(at + '/_mturk/info')).text(),
  'read a delivery': async () => (await fetch(at + '/_mturk/deliveries')).text(),
  'delete all data': async () => {
    const body = new Blob(['{"scope":"all"}'], { type: 'text/plain' })
    await fetch(at + '/_mturk/reset', { method: 'POST', mode: 'no-cors', body })
  },
  'move the clock': async () => {
    const headers = { 'content-type': 'application/json' }
    const body = '{"by":"P1D"}'
    await fetch(at + '/_mturk/clock/advance', { method: 'POST', headers, body })
  },
  'read the live stream': () =>
    new Promise((resolve, reject) => {
      const source = new EventSource(at + '/_mturk/stream')
      source.onopen = () => resolve('open')
      source.onerror = () => reject(source.close())
    }),
  'load an API response as a script': () =>
    new Promise((resolve, reject) => {
      const script = document.createElement('script')
      script.onload = () => resolve('loaded')
      script.onerror = reject
      script.src = at + '/_mturk/info'
      document.head.append(script)
    }),
  'frame the console': () =>
    new Promise((resolve) => {
      const frame = document.createElement('iframe')
      frame.onload = () => resolve(frame.contentDocument?.title)
      frame.src = at + '/console'
      document.body.append(frame)
    }),
  'read the page that embeds it': () => parent.document.title,
  'read the address of the page that embeds it': () => top.location.href,
  'change the page that embeds it': () => void (parent.document.body.innerHTML = ''),
  'move the page that embeds it': () => void (top.location.href = at + '/mturk/nowhere'),
  'open the console and read it': () => {
    const opened = open(at + '/console')
    return new Promise((resolve, reject) =>
      setTimeout(() => {
        try {
          resolve(opened.document.title || undefined)
        } catch (error) {
          reject(error)
        }
      }, 500),
    )
  },
}
document.querySelector('button').onclick = async () => {
  for (const [what, attempt] of Object.entries(attempts)) {
    const line = document.createElement('li')
    try {
      const got = await attempt()
      line.textContent = what + ': ' + (got === undefined ? 'no result' : 'REACHED ' + got)
    } catch {
      line.textContent = what + ': refused'
    }
    document.querySelector('ol').append(line)
  }
  document.title = 'Finished'
  document.querySelector('button').textContent = 'Finished'
}
// It waits for its listener.
document.querySelector('button').disabled = false
</script>`
