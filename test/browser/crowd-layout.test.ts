import { expect, test } from 'vitest'
import { crowdElementsScript, openCrowdPage } from './crowd-page.js'

/** Opens an accepted page with these elements in a crowd-form. */
async function openForm(html: string) {
  const crowdPage = await openCrowdPage(`${crowdElementsScript}<crowd-form>${html}</crowd-form>`)
  await crowdPage.accept()
  const submit = crowdPage.frame.getByRole('button', { name: 'Submit', disabled: false })
  await submit.waitFor()
  return { ...crowdPage, submit }
}

test('tabs show one panel at a time, by mouse and keyboard, and the one with a missing answer', async () => {
  const { frame, submit, submittedAnswers } = await openForm(`<crowd-tabs>
      <crowd-tab header="Read">A text</crowd-tab>
      <crowd-tab header="Write"><crowd-input name="word" label="A word" required></crowd-input></crowd-tab>
      <crowd-tab header="Look"><button type="button">Look</button></crowd-tab>
    </crowd-tabs>`)
  const visiblePanel = () => frame.getByRole('tabpanel').getAttribute('header')

  await frame.getByRole('tab', { name: 'Look' }).click()
  expect(await visiblePanel()).toBe('Look')
  await frame.getByRole('tab', { name: 'Look' }).press('ArrowRight')
  expect(await visiblePanel()).toBe('Read')
  await submit.click()
  expect(await visiblePanel()).toBe('Write')
  await frame.getByLabel('A word').fill('cat')
  await submit.click()

  expect(JSON.parse((await submittedAnswers()).taskAnswers!)).toEqual([{ word: 'cat' }])
})

test('a modal opens its content, and a missing answer in it opens it too', async () => {
  const { frame, submit, submittedAnswers } = await openForm(
    `<crowd-modal><crowd-text-area name="why" label="Why?"></crowd-text-area>
      <label>Plain <input name="plain" required></label></crowd-modal>`,
  )
  const dialog = frame.getByRole('dialog')

  await frame.getByRole('button', { name: 'Click to open modal' }).click()
  await frame.getByLabel('Why?').fill('So')
  await dialog.getByRole('button', { name: 'Close' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await submit.click()
  await dialog.waitFor()
  await frame.getByLabel('Plain').fill('x')
  await dialog.getByRole('button', { name: 'Close' }).click()
  await submit.click()

  expect(JSON.parse((await submittedAnswers()).taskAnswers!)).toEqual([{ plain: 'x', why: 'So' }])
})

test('only one toast is visible, and it goes after its duration', async () => {
  const { frame } = await openForm(`
    <crowd-toast id="first" duration="600000" opened>Good morning</crowd-toast>
    <crowd-toast id="second" duration="1" text="Good night"></crowd-toast>
    <button type="button" onclick="second.opened = true">Later</button>`)

  await frame.getByText('Good morning').waitFor()
  await frame.getByRole('button', { name: 'Later' }).click()
  await frame.getByText('Good morning').waitFor({ state: 'hidden' })

  await frame.locator('#second:not([opened])').waitFor({ state: 'attached' })
  expect(await frame.locator('#second').textContent()).toBe('Good night')
})

test('a badge floats over its element, and buttons with icons do what the page says', async () => {
  const { frame, submittedAnswers } = await openForm(`<p id="target">Look here</p>
    <crowd-badge for="target" icon="star"></crowd-badge>
    <crowd-icon-button icon="info" title="Fill in"></crowd-icon-button>
    <crowd-fab label="!" title="Send" disabled></crowd-fab>
    <crowd-button variant="link" icon="search"><iron-icon icon="help"></iron-icon> Help</crowd-button>
    <crowd-input name="word" label="A word"></crowd-input>
    <crowd-input name="unused" label="Another"></crowd-input>
    <script>
      const find = (name) => document.querySelector(name)
      find('crowd-icon-button').addEventListener('click', () => {
        find('crowd-input').value = 'cat'
        find('crowd-fab').disabled = false
      })
      find('crowd-fab').addEventListener('click', () => find('crowd-form').submit())
    </script>`)

  const [target, badge] = await Promise.all(
    ['#target', 'crowd-badge'].map((each) => frame.locator(each).boundingBox()),
  )
  expect(badge!.x + badge!.width / 2).toBeGreaterThan(target!.x + target!.width / 2)
  expect(badge!.y).toBeLessThan(target!.y + target!.height / 2)
  expect(await frame.locator('crowd-badge').innerText()).toBe('★')
  expect(await frame.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true)
  expect(await frame.getByRole('button', { name: 'Help' }).innerText()).toBe('⌕ ? Help')
  await frame.getByRole('button', { name: 'Fill in' }).click()
  await frame.getByRole('button', { name: 'Send', disabled: false }).click()

  expect(JSON.parse((await submittedAnswers()).taskAnswers!)).toEqual([{ word: 'cat' }])
})
