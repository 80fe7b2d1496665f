import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { createCrowdPage, crowdParts } from '../support/crowd-parts.js'
import { crowdElementsScript, openCrowdPage } from './crowd-page.js'
import { fillInElements, withoutPixels } from './fill-in-elements.js'

/** The drafts that the tab stores, as texts. */
const listDrafts = (page: Page) =>
  page.evaluate<readonly string[]>(
    'Object.entries(sessionStorage).filter(([key]) => key.includes("draft")).map(([, text]) => text)',
  )

test('a half-filled page of an HTMLQuestion survives a reload, with fields that its script adds', async () => {
  const { frame, page, accept, submittedAnswers } =
    await openCrowdPage(`<form action="https://www.mturk.com/mturk/externalSubmit" method="post" id="form">
      <input type="hidden" name="assignmentId" id="assignmentId"><input type="hidden" name="kept" value="own">
      <label>Word <input name="word"></label>
      <label>Size <select name="size"><option>small</option><option>large</option></select></label>
      <label><input type="radio" name="sure" value="yes"> Yes</label><label><input type="radio" name="sure" value="no"> No</label>
      <label>Secret <input type="password" name="secret"></label>
      <div id="more"></div><button>Send</button></form>
    <script>
      let parent = 'a name of the page, not the frame around it'
      assignmentId.value = new URLSearchParams(location.search).get('assignmentId')
      for (const odd of [null, 'text', { mturkLocalDraft: 5 }, { mturkLocalDraft: { type: 'save', draft: {} } }])
        window.parent.postMessage(odd, '*')
      form.addEventListener('change', ({ target }) => {
        if (target.value === 'no') more.innerHTML = '<label>Why not? <textarea name="why"></textarea></label>'
      })
    </script>`)
  await accept()
  await frame.getByLabel('Word').fill('cat')
  await frame.getByLabel('Size').selectOption('large')
  await frame.getByLabel('No', { exact: true }).check()
  await frame.getByLabel('Why not?').fill('It is a dog')
  await frame.getByLabel('Secret').fill('miaow')
  await expect.poll(() => listDrafts(page)).toEqual([expect.stringContaining('It is a dog')])

  await page.reload()
  await expect.poll(() => frame.getByLabel('Why not?').inputValue()).toBe('It is a dog')
  expect(await frame.getByLabel('Secret').inputValue()).toBe('')
  await frame.getByRole('button', { name: 'Send' }).click()

  expect(await submittedAnswers()).toEqual({
    kept: 'own',
    secret: '',
    size: 'large',
    sure: 'no',
    why: 'It is a dog',
    word: 'cat',
  })
  expect(await listDrafts(page)).toEqual([])
})

const drawn = Object.keys(crowdParts).filter((each) => /box|point|line|poly|segment/.test(each))
const filledIn = Object.keys(crowdParts).filter(
  (each) => !drawn.includes(each) && each !== 'crowd-button' && each !== 'crowd-text-area',
)

test.each([
  ['drawn', drawn],
  ['marked, chosen and written', filledIn],
])('what was %s in crowd elements survives a reload', async (_what, elements) => {
  const { html, answer } = createCrowdPage(['crowd-form', ...elements, 'crowd-text-area'])
  const { frame, page, accept, submittedAnswers } = await openCrowdPage(crowdElementsScript + html)
  await accept()
  const submit = frame.getByRole('button', { name: 'Submit', disabled: false })
  await submit.waitFor()
  await fillInElements(frame, html)
  await frame.getByLabel('A story').fill('at last')
  await expect.poll(() => listDrafts(page)).toEqual([expect.stringContaining('at last')])

  await page.reload()
  await expect.poll(() => frame.getByLabel('A story').inputValue()).toBe('at last')
  const canvases = frame.locator('canvas.upper-canvas')
  // Answers have the sizes of the pictures.
  await expect
    .poll(() => frame.locator('canvas.upper-canvas[width="400"]').count())
    .toBe(await canvases.count())
  await submit.click()

  const { taskAnswers } = await submittedAnswers()
  expect(withoutPixels(JSON.parse(taskAnswers!)[0])).toEqual({ ...answer, story: 'at last' })
})
