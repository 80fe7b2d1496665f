import { expect, test } from 'vitest'
import { crowdElementsScript, openCrowdPage } from './crowd-page.js'

const everyElement = `${crowdElementsScript}
<crowd-form>
  <crowd-instructions link-text="How to" link-type="button">
    <short-summary>Look closely.</short-summary>
    <detailed-instructions>More of it</detailed-instructions>
  </crowd-instructions>
  <crowd-classifier name="animal" categories="['Cat', 'Dog']" header="Which animal?">
    <classification-target>Miaow</classification-target>
    <full-instructions header="In full">Cats say miaow.</full-instructions>
  </crowd-classifier>
  <crowd-image-classifier-multi-select name="seen" categories='["Fur", "Tail"]' header="What is seen?"
    src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>"></crowd-image-classifier-multi-select>
  <crowd-input name="word" label="A word" required></crowd-input>
  <crowd-text-area name="story" label="A story" rows="4"></crowd-text-area>
  <crowd-slider name="much" min="1" max="10" value="3"></crowd-slider>
  <crowd-checkbox name="looks" value="blurry">Blurry</crowd-checkbox>
  <crowd-checkbox name="looks" value="dim" checked>Dim</crowd-checkbox>
  <crowd-radio-group>
    <crowd-radio-button name="yes" value="yes">Yes</crowd-radio-button>
    <crowd-radio-button name="no" value="no">No</crowd-radio-button>
  </crowd-radio-group>
  <label>Plain <input name="plain"></label>
  <label>Picture <input name="picture" type="file"></label>
  <crowd-unknown name="points">Of another kind</crowd-unknown>
</crowd-form>`

test('a page of crowd-html-elements submits one field of JSON', async () => {
  const { frame, accept, submittedAnswers } = await openCrowdPage(everyElement)

  await frame.getByText('mturk-local does not support <crowd-unknown>').waitFor()
  expect(await frame.getByRole('button', { name: 'Submit' }).isDisabled()).toBe(true)
  await accept()
  await frame.getByRole('button', { name: 'Submit', disabled: false }).waitFor()
  await frame.getByText('Look closely.').waitFor()
  await frame.getByText('How to').click()
  await frame.getByText('More of it').waitFor()
  await frame.getByRole('radio', { name: 'Cat' }).check()
  await frame.getByRole('checkbox', { name: 'Fur' }).check()
  await frame.getByRole('button', { name: 'Submit' }).click()
  // The word is required.
  expect(await frame.locator('input:invalid').count()).toBe(1)
  await frame.getByLabel('A word').fill('cat')
  await frame.getByLabel('A story').fill('It sat')
  await frame.getByLabel('Blurry').check()
  await frame.getByRole('radio', { name: 'No' }).check()
  await frame.getByRole('radio', { name: 'Yes' }).check()
  await frame.getByLabel('Plain').fill('plain')
  const file = { name: 'cat.png', mimeType: 'image/png', buffer: Buffer.from('miaow') }
  await frame.getByLabel('Picture').setInputFiles(file)
  await frame.getByRole('button', { name: 'Submit' }).click()

  const { taskAnswers, ...others } = await submittedAnswers()
  expect(others).toEqual({})
  expect(JSON.parse(taskAnswers!)).toEqual([
    {
      animal: { label: 'Cat' },
      looks: { blurry: true, dim: true },
      much: '3',
      no: { no: false },
      picture: 'cat.png',
      plain: 'plain',
      seen: { labels: ['Fur'] },
      story: 'It sat',
      word: 'cat',
      yes: { yes: true },
    },
  ])
})

test('with flatten-objects each value is a field, and a listener of the page can cancel', async () => {
  const { frame, accept, submittedAnswers } = await openCrowdPage(`${crowdElementsScript}
    <crowd-form answer-format="flatten-objects">
      <crowd-classifier name="animal" categories='["Cat", "Dog"]' header="Which?"></crowd-classifier>
      <crowd-checkbox name="sure">Sure</crowd-checkbox>
      <crowd-button form-action="submit" variant="primary">Done</crowd-button>
      <div id="message"></div>
    </crowd-form>
    <script>
      let times = 0
      document.querySelector('crowd-form').onsubmit = (event) => {
        if (times++ > 0) return
        event.preventDefault()
        message.innerHTML = '<crowd-alert type="error" dismissible>Once more</crowd-alert>'
      }
    </script>`)
  await accept()
  await frame.getByRole('radio', { name: 'Dog' }).check()
  await frame.getByRole('button', { name: 'Done' }).click()
  await frame.getByRole('alert').getByText('Once more').waitFor()
  await frame.getByRole('button', { name: 'Dismiss' }).click()
  await frame.getByRole('button', { name: 'Done' }).click()

  expect(await submittedAnswers()).toEqual({ 'animal.label': 'Dog', 'sure.on': 'false' })
})

test('a page that uses externalHIT_v1.js gets the assignment, and submits it', async () => {
  const { frame, accept, submittedAnswers } = await openCrowdPage(`<!DOCTYPE html><html><head>
    <script src="https://s3.amazonaws.com/mturk-public/externalHIT_v1.js"></script></head><body>
    <form name="mturk_form" method="post" id="mturk_form" action="https://www.mturk.com/mturk/externalSubmit">
      <input type="hidden" value="" name="assignmentId" id="assignmentId">
      <label>Colour <input name="colour"></label>
      <input type="submit" id="submitButton" value="Submit">
    </form><script>turkSetAssignmentID()</script></body></html>`)

  const refused = frame.getByRole('button', { name: 'You must ACCEPT the HIT' })
  expect(await refused.isDisabled()).toBe(true)
  await accept()
  await frame.getByLabel('Colour').fill('red')
  await frame.getByRole('button', { name: 'Submit', exact: true }).click()

  expect(await submittedAnswers()).toEqual({ colour: 'red' })
})
