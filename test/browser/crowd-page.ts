import { GetAssignmentCommand } from '@aws-sdk/client-mturk'
import type { BrowserContextOptions } from 'playwright-core'
import { parseAnswers } from '../support/clients.js'
import { acceptHit, htmlQuestion, startWorkerSite } from './worker-site.js'

export const crowdElementsScript =
  '<script src="https://assets.crowd.aws/crowd-html-elements.js"></script>'

/** Opens the page of an HTMLQuestion as a worker who has not accepted it yet. */
export async function openCrowdPage(html: string, window?: BrowserContextOptions) {
  const work = await startWorkerSite({ window })
  await work.createHit({ Question: htmlQuestion(html) })
  const page = await work.open()
  await page.getByRole('link', { name: 'Draw a cat', exact: true }).click()
  const frame = page.getByTitle('Draw a cat').contentFrame()
  const accept = () => acceptHit(page)
  /** The submitted answers, once the page shows the submission. */
  const submittedAnswers = async () => {
    await page.getByText('Your work was submitted.').waitFor()
    const { assignments } = await work.control.request('GET /_mturk/workers/{id}/assignments', {
      id: 'A1WORKER',
    })
    const command = new GetAssignmentCommand({ AssignmentId: assignments[0]!.id })
    return parseAnswers((await work.mturk.send(command)).Assignment?.Answer)
  }
  return { ...work, page, frame, accept, submittedAnswers }
}

/** Accepts the HIT of a page with one element, and returns what draws on it and submits. */
export async function openCanvas(html: string, window?: BrowserContextOptions) {
  const crowdPage = await openCrowdPage(
    `${crowdElementsScript}<crowd-form>${html}</crowd-form>`,
    window,
  )
  const { page, frame, accept, submittedAnswers } = crowdPage
  await accept()
  await frame.getByRole('button', { name: 'Submit', disabled: false }).waitFor()
  // It has the size of the picture once that is loaded.
  await frame.locator('canvas.upper-canvas[width="400"]').waitFor()
  const canvas = frame.getByRole('application')
  await canvas.scrollIntoViewIfNeeded()
  /** A point of the picture in pixels of the page. */
  const locate = async ([x, y]: PicturePoint) => {
    const box = (await canvas.boundingBox())!
    // The browser rounds down, and the frame may begin in the middle of a pixel.
    return [
      Math.ceil(box.x + (x * box.width) / 400),
      Math.ceil(box.y + (y * box.height) / 300),
    ] as const
  }
  return {
    ...crowdPage,
    canvas,
    async drag(from: PicturePoint, ...to: readonly PicturePoint[]) {
      await page.mouse.move(...(await locate(from)))
      await page.mouse.down()
      for (const point of to) await page.mouse.move(...(await locate(point)), { steps: 4 })
      await page.mouse.up()
    },
    async click(...points: readonly PicturePoint[]) {
      for (const point of points) await page.mouse.click(...(await locate(point)))
    },
    async tap(...points: readonly PicturePoint[]) {
      for (const point of points) await page.touchscreen.tap(...(await locate(point)))
    },
    async slide(from: PicturePoint, to: PicturePoint) {
      const session = await page.context().newCDPSession(page)
      const touch = async (type: 'touchStart' | 'touchMove', point: PicturePoint) => {
        const [x, y] = await locate(point)
        await session.send('Input.dispatchTouchEvent', { type, touchPoints: [{ x, y }] })
      }
      await touch('touchStart', from)
      await touch('touchMove', to)
      await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    },
    choose: (label: string) => frame.getByRole('radio', { name: label, exact: true }).click(),
    async submit() {
      await frame.getByRole('button', { name: 'Submit' }).click()
      const { taskAnswers } = await submittedAnswers()
      return JSON.parse(taskAnswers!)[0]
    },
  }
}

type PicturePoint = readonly [x: number, y: number]
