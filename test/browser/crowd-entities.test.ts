import { expect, test } from 'vitest'
import { crowdElementsScript, openCrowdPage } from './crowd-page.js'

const labels = `labels="[{'label': 'animal', 'shortDisplayName': 'ani', 'fullDisplayName': 'Animal'}, {'label': 'place'}]"`

/** Opens an accepted page with a text to annotate, and selects words in it with the mouse. */
async function openText(html: string) {
  const crowdPage = await openCrowdPage(`${crowdElementsScript}${html}`)
  const { frame, page, accept, submittedAnswers } = crowdPage
  await accept()
  await frame.getByRole('button', { name: 'Submit', disabled: false }).waitFor()
  const text = frame.getByRole('group', { name: 'Text to annotate' })
  return {
    ...crowdPage,
    text,
    async select(words: string) {
      const box = (await text.boundingBox())!
      // Where the words begin and end, from the corner of the text.
      const [left, right, middle] = await text.evaluate<number[], undefined>(`(() => {
          const element = document.querySelector('.crowd-entity-text')
          const searched = ${JSON.stringify(words)}
          const part = [...element.querySelectorAll('[data-offset]')]
            .find((each) => each.textContent.includes(searched)).firstChild
          const range = document.createRange()
          const from = part.data.indexOf(searched)
          range.setStart(part, from)
          range.setEnd(part, from + searched.length)
          const around = element.getBoundingClientRect()
          const { left, right, top, height } = range.getBoundingClientRect()
          return [left - around.left, right - around.left, top + height / 2 - around.top]
        })()`)
      await page.mouse.move(box.x + left! + 1, box.y + middle!)
      await page.mouse.down()
      await page.mouse.move(box.x + right!, box.y + middle!, { steps: 4 })
      await page.mouse.up()
    },
    choose: (label: string) => frame.getByRole('radio', { name: label, exact: true }).click(),
    async submit() {
      await frame.getByRole('button', { name: 'Submit' }).click()
      return JSON.parse((await submittedAnswers()).taskAnswers!)
    },
  }
}

test('entities are selected with the mouse, relabelled and removed; the element has its own form', async () => {
  const { select, choose, submit, frame } = await openText(
    `<crowd-entity-annotation name="entities" header="Mark" ${labels} text="&#128512; A cat in Berlin met a dog">
      <short-instructions>Mark animals and places.</short-instructions>
    </crowd-entity-annotation>`,
  )

  await select('cat')
  await choose('Animal')
  await select('dog')
  await choose('place')
  await select('dog')
  await choose('Animal')
  await select('met')
  await choose('place')
  await frame.getByRole('button', { name: 'Remove place from met' }).click()
  await select('Berlin')
  await choose('place')

  expect(await submit()).toEqual([
    {
      entities: {
        entities: [
          { endOffset: 7, label: 'animal', startOffset: 4 },
          { endOffset: 17, label: 'place', startOffset: 11 },
          { endOffset: 27, label: 'animal', startOffset: 24 },
        ],
      },
    },
  ])
})

test('the keyboard selects words; part of an entity gets no other label', async () => {
  const { text, page, submit, frame } = await openText(
    `<crowd-entity-annotation name="entities" ${labels} text="A cat sleeps" initial-value="[{label: 'animal', startOffset: 2, endOffset: 5}]">
    </crowd-entity-annotation>`,
  )

  await text.focus()
  for (const key of ['ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight', '2'])
    await page.keyboard.press(key)
  await frame.getByText('Select all of a labelled part').waitFor()
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'Shift+ArrowLeft', '2'])
    await page.keyboard.press(key)

  expect(await submit()).toEqual([
    {
      entities: {
        entities: [
          { endOffset: 5, label: 'animal', startOffset: 2 },
          { endOffset: 11, label: 'place', startOffset: 6 },
        ],
      },
    },
  ])
})

test('a page adds questions to the form in the shadow root and hears of the submission', async () => {
  const { submit, frame } = await openText(
    `<crowd-entity-annotation name="entities" ${labels} text="A cat">
      <div id="more"><crowd-radio-group>
        <crowd-radio-button name="tech" value="tech">Technology</crowd-radio-button>
        <crowd-radio-button name="art" value="art">Art</crowd-radio-button>
      </crowd-radio-group></div>
    </crowd-entity-annotation>
    <script>
      document.addEventListener('all-crowd-elements-ready', () => {
        document.querySelector('crowd-entity-annotation').shadowRoot.querySelector('crowd-form').form.appendChild(more)
      })
    </script>`,
  )

  await frame.getByRole('radio', { name: 'Art' }).check()

  expect(await submit()).toEqual([
    { art: { art: true }, entities: { entities: [] }, tech: { tech: false } },
  ])
})

test('within a crowd-form the outer form submits, with the second version of the elements too', async () => {
  const { frame, accept, submittedAnswers } = await openCrowdPage(`
    <link rel="stylesheet" href="https://assets.crowd.aws/css/crowd-html-elements-v2.css">
    <script src="https://assets.crowd.aws/crowd-html-elements-v2.js"></script>
    <crowd-form>
      <crowd-entity-annotation name="entities" labels="['animal']" text="A cat"></crowd-entity-annotation>
      <crowd-slider name="rating" min="1" max="5" step="1" pin="true" required>
        <crowd-slider-label position="1">Poor</crowd-slider-label>
        <crowd-slider-label position="5">Good</crowd-slider-label>
      </crowd-slider>
    </crowd-form>`)
  await accept()
  await frame.getByRole('button', { name: 'Submit', disabled: false }).waitFor()

  const [poor, good, slider] = await Promise.all(
    [frame.getByText('Poor'), frame.getByText('Good'), frame.getByRole('slider')].map((each) =>
      each.boundingBox(),
    ),
  )
  const middle = slider!.x + slider!.width / 2
  expect(poor!.x + poor!.width).toBeLessThan(middle)
  expect(good!.x).toBeGreaterThan(middle)
  expect(poor!.x).toBeGreaterThanOrEqual(slider!.x)
  expect(good!.x + good!.width).toBeLessThanOrEqual(slider!.x + slider!.width)
  await frame.getByRole('slider').press('ArrowRight')
  await frame.getByRole('button', { name: 'Submit' }).click()

  expect(JSON.parse((await submittedAnswers()).taskAnswers!)).toEqual([
    { entities: { entities: [] }, rating: '2' },
  ])
})
