import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { crowdElementsScript, openCrowdPage } from './crowd-page.js'

/** Serves a script as a content delivery network does; returns its address. */
async function serveScript(script: string): Promise<string> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/javascript').end(script)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/library.min.js`
}

/** The part of jQuery that the page below uses. */
const queryLibrary = `window.$ = (target) => {
  const elements = typeof target === 'string' ? [...document.querySelectorAll(target)] : [target]
  return {
    each: (act) => elements.forEach((each) => act.call(each)),
    change: (act) => elements.forEach((each) => each.addEventListener('change', act)),
    val: () => elements[0].value,
  }
}`

test('a page with a library from elsewhere enables its own submit button', async () => {
  const library = await serveScript(queryLibrary)
  const { frame, accept, submittedAnswers } = await openCrowdPage(`${crowdElementsScript}
    <script type="text/javascript" src="${library}"></script>
    <crowd-form><classification-target><form action="">
      <label>Is it clear? <select name="clear" class="choice"><option style="display:none"></option><option>Yes</option><option>No</option></select></label>
      <label>Is it short? <select name="short" class="choice"><option style="display:none"></option><option>Yes</option><option>No</option></select></label>
      <crowd-button id="send" form-action="submit" disabled="true">Submit</crowd-button>
    </form></classification-target></crowd-form>
    <script>
      $('.choice').change(() => {
        let isMissing = false
        $('.choice').each(function () { if ($(this).val() === '') isMissing = true })
        send.disabled = isMissing
      })
    </script>`)
  await accept()
  const submit = frame.getByRole('button', { name: 'Submit' })

  await frame.getByLabel('Is it clear?').selectOption('Yes')
  expect(await submit.isDisabled()).toBe(true)
  await frame.getByLabel('Is it short?').selectOption('No')
  await submit.click()

  const { taskAnswers } = await submittedAnswers()
  expect(JSON.parse(taskAnswers!)).toEqual([{ clear: 'Yes', short: 'No' }])
})

/** The part of a library of draggable elements that the page below uses. */
const draggableLibrary = `window.Draggable = {
  Sortable: class {
    constructor(containers, { draggable }) {
      let dragged
      document.addEventListener('pointerdown', (event) => {
        dragged = event.target.closest(draggable)
        if (dragged) event.preventDefault()
      })
      document.addEventListener('pointerup', ({ clientX, clientY }) => {
        const target = document.elementFromPoint(clientX, clientY)
        const container = [...containers].find((each) => each.contains(target))
        if (dragged && container) container.append(dragged)
        dragged = undefined
      })
    }
  },
}`

test('words are dragged into boxes by a library from elsewhere, and the page collects them', async () => {
  const library = await serveScript(draggableLibrary)
  const { frame, page, accept, submittedAnswers } = await openCrowdPage(`${crowdElementsScript}
    <style>.list { min-height: 4rem; border: 1px solid } .word { display: inline-block; padding: .5rem; touch-action: none }</style>
    <crowd-form>
      <short-instructions>Sort the words.</short-instructions><div id="errorBox"></div>
      <div class="list"><span class="word">cat</span> <span class="word">oak</span></div>
      <div class="list box" id="animals"></div><div class="list box" id="plants"></div>
      <input type="hidden" name="groups" id="groups">
    </crowd-form>
    <script>
      document.querySelector('crowd-form').onsubmit = (event) => {
        const boxes = [...document.querySelectorAll('.box')]
        if (!boxes.every((box) => box.querySelector('.word'))) {
          errorBox.innerHTML = '<crowd-alert type="error" dismissible>A box is empty.</crowd-alert>'
          event.preventDefault()
        }
        groups.value = JSON.stringify(boxes.map((box) => box.innerText.trim()))
      }
    </script>
    <script src="${library}"></script>
    <script>new Draggable.Sortable(document.querySelectorAll('.list'), { draggable: '.word' })</script>`)
  await accept()
  const submit = frame.getByRole('button', { name: 'Submit', disabled: false })

  await submit.click()
  await frame.getByText('A box is empty.').waitFor()
  for (const [word, box] of [
    ['cat', '#animals'],
    ['oak', '#plants'],
  ] as const) {
    await frame.getByText(word, { exact: true }).dragTo(frame.locator(box))
    await frame.locator(box).getByText(word).waitFor()
  }
  await submit.click()
  await page.getByText('Your work was submitted.').waitFor()

  const { taskAnswers } = await submittedAnswers()
  expect(JSON.parse(taskAnswers!)).toEqual([{ groups: '["cat","oak"]' }])
})
