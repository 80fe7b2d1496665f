import { GetAssignmentCommand } from '@aws-sdk/client-mturk'
import type { FrameLocator } from 'playwright-core'
import { expect, test } from 'vitest'
import { parseAnswers } from '../support/clients.js'
import { acceptHit, htmlQuestion, serveExternalQuestion, startWorkerSite } from './worker-site.js'

const serveExternally = (html: string) => serveExternalQuestion('/task', () => html)
const embed = async (html: string) => htmlQuestion(html)

async function openQuestion(
  questionFor: (html: string) => Promise<string>,
  html: string,
  options: Parameters<typeof startWorkerSite>[0] = {},
) {
  const work = await startWorkerSite(options)
  const { HITId } = await work.createHit({ Question: await questionFor(html) })
  const page = await work.open(`/worker/A1WORKER/hit/${HITId}`)
  const frame = page.getByTitle('Draw a cat').contentFrame()
  const accept = () => acceptHit(page)
  /** The submitted answers, once the worker site shows the submission. */
  const submittedAnswers = async () => {
    await page.getByText('None of its HITs is left.').waitFor()
    const { assignments } = await work.control.request('GET /_mturk/workers/{id}/assignments', {
      id: 'A1WORKER',
    })
    const command = new GetAssignmentCommand({ AssignmentId: assignments[0]!.id })
    return parseAnswers((await work.mturk.send(command)).Assignment?.Answer)
  }
  return { ...work, HITId: HITId!, page, frame, accept, submittedAnswers }
}

/** A page whose button runs a script, with what MTurk appended to its address. */
const scriptedPage = (script: string, body = '') => `<!DOCTYPE html><html><body>
  <button id="submit" disabled>Submit</button>${body}<output id="output"></output>
  <script>
    const params = new URLSearchParams(location.search)
    const assignmentId = params.get('assignmentId')
    const address = (params.get('turkSubmitTo') || '') + '/mturk/externalSubmit'
    output.textContent = location.search
    const button = document.getElementById('submit')
    button.onclick = async () => {${script}}
    button.disabled = false
  </script></body></html>`

async function submit(frame: FrameLocator) {
  await frame.getByText('workerId=A1WORKER').waitFor()
  await frame.getByRole('button', { name: 'Submit' }).click()
}

test.each([
  ['an HTMLQuestion', embed],
  ['an ExternalQuestion', serveExternally],
])(
  '%s with the ID in the address of its form and the data in the body, as jsPsych does it, is submitted',
  async (_, questionFor) => {
    const { frame, accept, submittedAnswers } = await openQuestion(
      questionFor,
      scriptedPage(`
        const form = document.createElement('form')
        form.method = 'POST'
        form.action = address + '?assignmentId=' + assignmentId
        const field = document.createElement('input')
        field.type = 'hidden'
        field.name = 'trials'
        field.value = '[{"rt":250}]'
        form.append(field)
        document.body.append(form)
        form.submit()`),
    )

    await accept()
    await submit(frame)

    expect(await submittedAnswers()).toEqual({ trials: '[{"rt":250}]' })
  },
)

test('an HTMLQuestion submits JSON by fetch, and reads the response', async () => {
  const { page, frame, accept, submittedAnswers } = await openQuestion(
    embed,
    scriptedPage(`
      const response = await fetch(address, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ assignmentId, colour: 'red', trials: [{ rt: 250 }] }),
      })
      console.log(response.status + (await response.text()).match(/Your work was submitted/)[0])`),
  )
  const answered = page.waitForEvent('console')

  await accept()
  await submit(frame)

  expect((await answered).text()).toBe('200Your work was submitted')
  expect(await submittedAnswers()).toEqual({ colour: 'red', trials: '[{"rt":250}]' })
})

test('a form that is posted to Amazon’s address with a file is submitted', async () => {
  const { frame, accept, submittedAnswers } = await openQuestion(
    embed,
    `<!DOCTYPE html><html><body>
    <form method="post" enctype="multipart/form-data" action="https://www.mturk.com/mturk/externalSubmit">
      <input type="hidden" name="assignmentId">
      <label>Colour <input name="colour"></label>
      <label>Picture <input type="file" name="picture"></label>
      <button>Submit</button>
    </form>
    <script>
      document.forms[0].assignmentId.value = new URLSearchParams(location.search).get('assignmentId')
    </script></body></html>`,
  )

  await accept()
  await frame.getByLabel('Colour').fill('red')
  const file = { name: 'cat.png', mimeType: 'image/png', buffer: Buffer.from('miaow') }
  await frame.getByLabel('Picture').setInputFiles(file)
  await frame.getByRole('button', { name: 'Submit' }).click()

  expect(await submittedAnswers()).toEqual({ colour: 'red', picture: 'cat.png' })
})

test('a form without an assignmentId, which externalHIT_v1.js sets, is submitted', async () => {
  const { frame, accept, submittedAnswers } = await openQuestion(
    embed,
    `<!DOCTYPE html><html><head>
    <script src="https://s3.amazonaws.com/mturk-public/externalHIT_v1.js"></script></head><body>
    <form name="mturk_form" method="post" id="mturk_form" action="https://www.mturk.com/mturk/externalSubmit">
      <label>Colour <input name="colour"></label>
      <input type="submit" id="submitButton" value="Submit">
    </form><script>turkSetAssignmentID()</script></body></html>`,
  )

  await frame.getByRole('button', { name: 'You must ACCEPT the HIT' }).waitFor()
  await accept()
  await frame.getByLabel('Colour').fill('red')
  await frame.getByRole('button', { name: 'Submit', exact: true }).click()

  expect(await submittedAnswers()).toEqual({ colour: 'red' })
})

test('a page that sends no answer is shown why it was not submitted', async () => {
  const { frame, accept, control } = await openQuestion(
    embed,
    `<form method="post" action="/mturk/externalSubmit"><label>Colour <input></label>
      <button>Submit</button></form>
    <script>
      const { search } = location
      document.forms[0].action += search
    </script>`,
  )

  await accept()
  await frame.getByLabel('Colour').fill('red')
  await frame.getByRole('button', { name: 'Submit' }).click()

  await frame.getByText('No answer was sent').waitFor()
  const { assignments } = await control.request('GET /_mturk/workers/{id}/assignments', {
    id: 'A1WORKER',
  })
  expect(assignments.map(({ status }) => status)).toEqual(['Accepted'])
})

test.each([
  ['an HTMLQuestion', embed],
  ['an ExternalQuestion', serveExternally],
])('the preview of %s is given the HIT and no worker', async (_, questionFor) => {
  const { frame, HITId } = await openQuestion(questionFor, scriptedPage(''))

  await frame
    .getByText(`?assignmentId=ASSIGNMENT_ID_NOT_AVAILABLE&hitId=${HITId}`, { exact: true })
    .waitFor()
})

test.each([
  ['an HTMLQuestion', embed],
  ['an ExternalQuestion', serveExternally],
])(
  'the frame of %s allows camera, microphone, sound and full screen, and nothing else that asks',
  async (_, questionFor) => {
    const { frame } = await openQuestion(
      questionFor,
      scriptedPage(`
        const names = ['camera', 'microphone', 'autoplay', 'fullscreen', 'geolocation']
        output.textContent = names.filter((name) => document.featurePolicy.allowsFeature(name)).join()`),
    )

    await frame.getByRole('button', { name: 'Submit' }).click()

    await frame.getByText('camera,microphone,autoplay,fullscreen', { exact: true }).waitFor()
  },
)

test('the page of an ExternalQuestion gets camera and microphone, and fills the screen', async () => {
  const { frame } = await openQuestion(
    serveExternally,
    scriptedPage(`
      await document.documentElement.requestFullscreen()
      const stream = await navigator.mediaDevices.getUserMedia({ video: true, audio: true })
      const kinds = stream.getTracks().map(({ kind }) => kind).sort()
      output.textContent = kinds.join() + ' ' + (document.fullscreenElement !== null)`),
    { window: { permissions: ['camera', 'microphone'] } },
  )

  await frame.getByRole('button', { name: 'Submit' }).click()

  await frame.getByText('audio,video true', { exact: true }).waitFor()
})
