import { expect, test } from 'vitest'
import { parseAnswers } from '../support/clients.js'
import { createCrowdPage, crowdParts, documentedElements } from '../support/crowd-parts.js'
import { crowdElementsScript } from './crowd-page.js'
import { fillInElements, withoutPixels } from './fill-in-elements.js'
import { htmlQuestion, startWorkerSite } from './worker-site.js'

const pageOf = (element: string) => (element === 'crowd-form' ? element : `crowd-form ${element}`)

/** A template for each element, and one for each combination in Amazon's public templates. */
const templates = [
  ...new Set([...Object.keys(crowdParts).map(pageOf), ...documentedElements.combinations]),
].map((elements) => elements.split(' '))

test('there is a template for every documented element and for every combination', () => {
  const { elements, combinations } = documentedElements
  const covered = new Set(templates.flat())
  const known = new Set(['crowd-form', ...Object.keys(crowdParts)])
  const combined = combinations.flatMap((each) => each.split(' '))

  expect([elements.length, combinations.length]).toEqual([33, 36])
  expect(elements.filter((element) => !covered.has(element))).toEqual([])
  expect(combined.filter((element) => !known.has(element))).toEqual([])
})

/** The elements share an emulator and a page, a few at a time. */
const groupSize = 3
const groups = Array.from({ length: Math.ceil(templates.length / groupSize) }, (_, index) =>
  templates.slice(index * groupSize, (index + 1) * groupSize),
)

test.each(
  groups.map((group) => [group.map((each) => each.join(' + ')).join(', '), group] as const),
)('%s: a person fills in and submits', async (_titles, group) => {
  const { createHit, control, endpoint, listAssignments, open } = await startWorkerSite()
  const page = await open()

  for (const elements of group) {
    const { html, answer } = createCrowdPage(elements)
    const Title = elements.join(' ')
    const { HITId } = await createHit({
      Title,
      Question: htmlQuestion(`${crowdElementsScript}${html}`),
    })
    await control.accept('A1WORKER', HITId!)
    await page.goto(`${endpoint}/worker/A1WORKER/hit/${HITId}`)
    const frame = page.getByTitle(Title).contentFrame()
    const submit = frame.getByRole('button', { name: 'Submit', disabled: false })
    await submit.waitFor()
    expect(await frame.getByText('mturk-local does not support').count()).toBe(0)
    await fillInElements(frame, html)
    await submit.click()
    await page.getByText('Your work was submitted.').waitFor()

    const [assignment] = await listAssignments([HITId!])
    const { taskAnswers } = parseAnswers(assignment!.Answer)
    expect([Title, withoutPixels(JSON.parse(taskAnswers!))]).toEqual([Title, [answer]])
  }
})
