import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import type { Config } from '../../src/index.js'
import { startTestEmulator } from '../support/setup.js'
import { openPage, type PageOptions } from './console.js'

/** Starts an emulator for the test; `open` opens a page of its worker site in a new context. */
export async function startWorkerSite({
  window,
  allowBlocked,
  ...options
}: Partial<Config> & PageOptions = {}) {
  const emulator = await startTestEmulator(options)
  const open = (path = '/worker/A1WORKER/hits') =>
    openPage(emulator.endpoint + path, { window, allowBlocked })
  return { ...emulator, open }
}

/** Accepts the HIT of a page with a frame, and waits for the frame of the assignment to load. */
export async function acceptHit(page: Page) {
  const isOfAssignment = (url: string) =>
    /[?&]assignmentId=(?!ASSIGNMENT_ID_NOT_AVAILABLE)/.test(url)
  const navigated = page.waitForEvent('framenavigated', (frame) => isOfAssignment(frame.url()))
  await page.getByRole('button', { name: 'Accept', exact: true }).click()
  await (await navigated).waitForLoadState()
}

const schemas = 'http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas'

export const htmlQuestion = (html: string, frameHeight = 0) =>
  `<HTMLQuestion xmlns="${schemas}/2011-11-11/HTMLQuestion.xsd"><HTMLContent><![CDATA[${html}]]></HTMLContent><FrameHeight>${frameHeight}</FrameHeight></HTMLQuestion>`

/** Serves the page of an ExternalQuestion, and returns the question. */
export async function serveExternalQuestion(address = '/task', renderPage = renderDrawingPage) {
  const server = createServer(({ url }, response) => {
    response.setHeader('content-type', 'text/html').end(renderPage(url!))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${address}`
  return `<ExternalQuestion xmlns="${schemas}/2006-07-14/ExternalQuestion.xsd"><ExternalURL>${url.replaceAll('&', '&amp;')}</ExternalURL><FrameHeight>400</FrameHeight></ExternalQuestion>`
}

/** A form with one field, which also shows the URL that it was opened with. */
function renderDrawingPage(url: string): string {
  const params = new URL(url, 'http://here').searchParams
  return `<!doctype html><title>Task</title>
    <form method="post" action="${params.get('turkSubmitTo')}/mturk/externalSubmit">
      <input type="hidden" name="assignmentId" value="${params.get('assignmentId')}">
      <label>What is drawn? <input name="drawing"></label>
      <button>Submit</button>
    </form>
    <output>${url.replaceAll('&', '&amp;')}</output>`
}
