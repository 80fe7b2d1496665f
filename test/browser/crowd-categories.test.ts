import { expect, test } from 'vitest'
import { picture } from '../support/crowd-parts.js'
import { crowdElementsScript, openCrowdPage } from './crowd-page.js'

const readMessage = (field: { readonly validationMessage: string }) => field.validationMessage

interface Canvas {
  getContext(kind: '2d'): {
    getImageData(...area: readonly number[]): { readonly data: Uint8ClampedArray }
  }
}

/** Opens an accepted page; `submit` returns its answers. */
async function openCategories(html: string) {
  const crowdPage = await openCrowdPage(`${crowdElementsScript}${html}`)
  await crowdPage.accept()
  const { frame } = crowdPage
  const button = frame.getByRole('button', { name: 'Submit', disabled: false })
  await button.waitFor()
  return {
    ...crowdPage,
    button,
    async submit() {
      await button.click()
      return JSON.parse((await crowdPage.submittedAnswers()).taskAnswers!)
    },
  }
}

test('of several categories at least one is chosen, and one that excludes the others alone', async () => {
  const { frame, button, submit } = await openCategories(`<crowd-form>
    <crowd-classifier-multi-select name="seen" header="What is seen?" categories="['Cat', 'Dog']"
      exclusion-category="{ text: 'None of the above' }">
      <classification-target>A picture</classification-target></crowd-classifier-multi-select></crowd-form>`)
  const box = (name: string) => frame.getByRole('checkbox', { name })

  await button.click()
  expect(await box('Cat').evaluate(readMessage)).toBe('Choose at least one category.')
  await box('Cat').check()
  await box('None of the above').check()
  expect(await box('Cat').isChecked()).toBe(false)
  await box('Dog').check()
  expect(await box('None of the above').isChecked()).toBe(false)
  await box('None of the above').check()

  expect(await submit()).toEqual([{ seen: { labels: ['None of the above'] } }])
})

test('a page sets the categories, and puts questions below them in the shadow root', async () => {
  const { frame, submit } = await openCategories(`<crowd-form>
    <crowd-classifier name="quality" header="How good is it?" categories="['Unused']">
      <classification-target>A text <input name="inTarget" value="also read"></classification-target>
      <short-instructions>Choose one.</short-instructions>
      <full-instructions header="All">Read it first.</full-instructions>
    </crowd-classifier><div id="reasons"></div></crowd-form>
    <script>
      const classifier = document.querySelector('crowd-classifier')
      classifier.categories = ['Good', 'Bad']
      document.addEventListener('all-crowd-elements-ready', () => {
        const { shadowRoot } = classifier
        shadowRoot.querySelector('.awsui-app-layout__navigation').style.width = '250px'
        shadowRoot.querySelector('.awsui-modal-dialog').style.maxWidth = '90%'
        const card = document.createElement('crowd-card')
        shadowRoot.querySelector('.annotation-area .category-picker-wrapper').insertAdjacentElement('afterend', card)
        classifier.addEventListener('change', ({ target }) => {
          card.innerHTML = 'Why is it ' + target.value + '? <input aria-label="Reason">'
          reasons.innerHTML = '<input type="hidden" name="reason">'
          card.querySelector('input').addEventListener('input', (event) => {
            reasons.querySelector('input').value = event.target.value
          })
        })
      })
    </script>`)

  expect(
    await frame
      .getByRole('radio')
      .evaluateAll((all: readonly { readonly value: string }[]) => all.map(({ value }) => value)),
  ).toEqual(['Good', 'Bad'])
  expect((await frame.locator('.awsui-app-layout__navigation').boundingBox())!.width).toBe(250)
  await frame.getByRole('radio', { name: 'Bad' }).check()
  await frame.getByText('Why is it Bad?').waitFor()
  await frame.getByLabel('Reason').fill('Too short')

  expect(await submit()).toEqual([
    { inTarget: 'also read', quality: { label: 'Bad' }, reason: 'Too short' },
  ])
})

test('a page changes the categories later; what was chosen and is still there stays chosen', async () => {
  const { frame, submit } = await openCategories(`<crowd-form>
    <crowd-image-classifier name="animal" header="Which?" src="${picture}" categories="['Cat', 'Dog']"></crowd-image-classifier>
    <crowd-button id="more">More</crowd-button></crowd-form>
    <script>more.onclick = () => {
      const classifier = document.querySelector('crowd-image-classifier')
      classifier.categories = classifier.categories.concat('Bird')
    }</script>`)

  await frame.getByRole('radio', { name: 'Dog' }).check()
  await frame.getByRole('button', { name: 'More' }).click()
  await frame.getByRole('radio', { name: 'Bird' }).waitFor()

  expect(await submit()).toEqual([{ animal: { label: 'Dog' } }])
})

test('a verification shows the earlier labels over the picture, and takes a comment', async () => {
  const { frame, submit } = await openCategories(`<crowd-form>
    <crowd-image-classifier name="verdict" header="Are the boxes right?" src="${picture}" categories="['good', 'bad']"
      overlay='{ "boundingBox": { labels: ["bird"], value: [{ height: 50, label: "bird", left: 100, top: 80, width: 60 }] } }'>
      <worker-comment link-text="Say why" placeholder="They are …">Describe what is wrong.</worker-comment>
    </crowd-image-classifier>
    <crowd-image-classifier-multi-select name="segments" header="Which are right?" src="${picture}" categories="['Cat', 'Dog']"
      overlay='{ "semanticSegmentation": { labels: ["Cat"], src: "${picture.replaceAll("'", '%27')}" } }'></crowd-image-classifier-multi-select>
    </crowd-form>`)
  const boxes = frame.getByRole('img', { name: 'Boxes: bird' })

  await frame.getByRole('img', { name: 'Labels to verify' }).waitFor()
  await frame.locator('canvas.overlay[width="400"]').waitFor()
  const isPainted = (at: readonly [x: number, y: number]) =>
    boxes.evaluate(
      (canvas: Canvas, [x, y]) => canvas.getContext('2d').getImageData(x, y, 1, 1).data[3]! > 0,
      at,
    )
  expect([await isPainted([100, 100]), await isPainted([130, 100])]).toEqual([true, false])
  await frame.getByRole('radio', { name: 'bad' }).check()
  await frame.getByRole('checkbox', { name: 'Dog' }).check()
  await frame.getByText('Say why').click()
  await frame.getByText('Describe what is wrong.').waitFor()
  await frame.getByLabel('Add a comment').fill('Too wide')

  expect(await submit()).toEqual([
    { segments: { labels: ['Dog'] }, verdict: { label: 'bad', workerComment: 'Too wide' } },
  ])
})
