import { CreateWorkerBlockCommand, ListAssignmentsForHITCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { acceptHit, htmlQuestion, serveExternalQuestion, startWorkerSite } from './worker-site.js'

test('two tabs sign in as two workers', async () => {
  const { open, createHit } = await startWorkerSite()
  await createHit()

  const page = await open('/worker')
  await page.getByLabel('Worker ID').fill('a1first')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('link', { name: 'Draw a cat', exact: true }).waitFor()
  const other = await page.context().newPage()
  await other.goto(new URL('/worker', page.url()).href)
  await other.getByRole('link', { name: 'A1FIRST' }).waitFor()
  await other.getByRole('button', { name: 'Work as a new worker' }).click()
  await other.getByRole('link', { name: 'Draw a cat', exact: true }).waitFor()

  expect(new URL(page.url()).pathname).toBe('/worker/A1FIRST/hits')
  expect(new URL(other.url()).pathname).toMatch(/^\/worker\/A[A-Z0-9]{13}\/hits$/)
})

test('the worker token gives access to the worker site, not to the console', async () => {
  const tokens = { token: 'known-to-the-teacher', workerToken: 'known-to-the-class' }
  const { open, createHit } = await startWorkerSite(tokens)
  await createHit({
    Question: htmlQuestion(`<script src="https://assets.crowd.aws/crowd-html-elements.js"></script>
      <crowd-form><crowd-input name="colour" label="Colour"></crowd-input></crowd-form>`),
  })

  const page = await open(`/worker#token=${tokens.workerToken}`)
  await page.getByLabel('Worker ID').fill('A1WORKER')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: 'Accept & work' }).click()
  const frame = page.getByTitle('Draw a cat').contentFrame()
  await frame.getByLabel('Colour').fill('red')
  await frame.getByRole('button', { name: 'Submit' }).click()
  await page.getByText('Your work was submitted.').waitFor()

  expect(new URL(page.url()).hash).toBe('')

  await page.goto(new URL('/console', page.url()).href)
  await page.getByLabel('This mturk-local requires a token.').waitFor()
})

test('MTurk URLs lead to the HIT after the sign-in', async () => {
  const { open, createHit } = await startWorkerSite()
  const { HITGroupId, HITTypeId, HITId } = await createHit()

  const page = await open(`/projects/${HITGroupId}/tasks`)
  await page.getByLabel('Worker ID').fill('A1WORKER')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('This is a preview.').waitFor()
  expect(new URL(page.url()).pathname).toBe(`/worker/A1WORKER/hit/${HITId}`)

  await page.goto(new URL(`/mturk/preview?groupId=${HITTypeId}`, page.url()).href)
  await page.getByText('This is a preview.').waitFor()
  expect(new URL(page.url()).pathname).toBe(`/worker/A1WORKER/hit/${HITId}`)
})

test('HITs of one type are one group, which shows its reward and is found by its keywords', async () => {
  const { open, createHit } = await startWorkerSite()
  await createHit()
  await createHit()
  await createHit({ Title: 'Sort mail', Keywords: 'post', Reward: '1.5' })
  const page = await open()

  const cats = page.getByRole('listitem').filter({ hasText: 'Draw a cat' })
  await cats.getByText('$0.10').waitFor()
  await cats.getByText('10 min').waitFor()
  expect(await cats.getByRole('definition').last().innerText()).toBe('2')
  await page.getByLabel('Search HITs').fill('post')
  await cats.waitFor({ state: 'detached' })

  await page.getByRole('link', { name: 'Sort mail', exact: true }).waitFor()
  await page.getByLabel('Search HITs').fill('nothing')
  await page.getByText('No matching HITs.').waitFor()
})

test('a long list shows its next page on demand', async () => {
  const { open, createHit } = await startWorkerSite()
  for (let number = 1; number <= 30; number++) await createHit({ Title: `Draw cat ${number}` })
  const page = await open()

  await page.getByRole('link', { name: 'Draw cat 30', exact: true }).waitFor()
  await page.getByRole('button', { name: 'Show more' }).click()

  await page.getByRole('link', { name: 'Draw cat 1', exact: true }).waitFor()
  expect(await page.getByRole('heading', { level: 2 }).count()).toBe(30)
  expect(await page.getByRole('button', { name: 'Show more' }).count()).toBe(0)
})

test('a worker sees why a HIT is not available: a requirement, a block, no HITs left', async () => {
  const { open, createHit, control, mturk, submitAssignment } = await startWorkerSite()
  await createHit({
    Title: 'For Germans',
    QualificationRequirements: [
      {
        QualificationTypeId: '00000000000000000071',
        Comparator: 'EqualTo',
        LocaleValues: [{ Country: 'DE' }],
      },
    ],
  })
  const { HITId } = await createHit({ Title: 'Once', MaxAssignments: 2 })
  await control.putWorker('A1WORKER')
  await submitAssignment('A1WORKER', HITId!)
  const page = await open()

  const once = page.getByRole('listitem').filter({ hasText: 'Once' })
  await once.getByText('You have had each of its HITs.').waitFor()
  const germans = page.getByRole('listitem').filter({ hasText: 'For Germans' })
  await germans.getByText('You do not meet the requirement').waitFor()
  expect(await germans.getByRole('button', { name: 'Accept & work' }).isDisabled()).toBe(true)
  await germans.getByText('Worker_Locale is DE · you have none').waitFor()
  await germans.getByRole('link', { name: 'For Germans', exact: true }).click()
  await page.getByText('Not available to you').waitFor()

  await mturk.send(new CreateWorkerBlockCommand({ WorkerId: 'A1WORKER', Reason: 'No' }))
  await page.getByRole('link', { name: 'HITs', exact: true }).click()
  await germans.getByText('The requester has blocked you.').waitFor()
})

test('an ExternalQuestion gets the parameters of MTurk, and submits to the emulator', async () => {
  const { open, createHit, mturk, endpoint, waitUntilIdle } = await startWorkerSite()
  const { HITId } = await createHit({ Question: await serveExternalQuestion('/task?style=a&b=c') })
  const page = await open()

  await page.getByRole('link', { name: 'Draw a cat', exact: true }).click()
  await page.getByText('This is a preview.').waitFor()
  const frame = page.getByTitle('Draw a cat').contentFrame()
  await frame
    .getByText(`/task?style=a&b=c&assignmentId=ASSIGNMENT_ID_NOT_AVAILABLE&hitId=${HITId}`, {
      exact: true,
    })
    .waitFor()
  await page.getByRole('button', { name: 'Accept', exact: true }).click()
  await frame
    .getByText(
      new RegExp(
        `^/task\\?style=a&b=c&assignmentId=3\\w{29}&hitId=${HITId}&workerId=A1WORKER&turkSubmitTo=${encodeURIComponent(endpoint)}$`,
      ),
    )
    .waitFor()
  await frame.getByLabel('What is drawn?').fill('miaow')
  await frame.getByRole('button', { name: 'Submit' }).click()

  await page.getByText('Your work was submitted.').waitFor()
  await page.getByText('None of its HITs is left.').waitFor()
  await waitUntilIdle()
  const { Assignments } = await mturk.send(new ListAssignmentsForHITCommand({ HITId }))
  expect(Assignments?.[0]?.Answer).toContain('<FreeText>miaow</FreeText>')
})

test('an HTMLQuestion submits work, and the next HIT follows', async () => {
  const { open, createHit, control } = await startWorkerSite()
  const page = `<form action="https://www.mturk.com/mturk/externalSubmit" method="post">
    <input type="hidden" name="assignmentId" id="assignmentId">
    <label>Colour <input name="colour"></label><button id="send" disabled>Submit</button>
  </form>
  <script>
    assignmentId.value = new URLSearchParams(location.search).get('assignmentId')
    send.disabled = false
  </script>`
  const [first, second, third] = [
    await createHit({ Question: htmlQuestion(page) }),
    await createHit({ Question: htmlQuestion(page) }),
    await createHit({ Question: htmlQuestion(page) }),
  ]
  const tab = await open()
  const submit = async () => {
    const frame = tab.getByTitle('Draw a cat').contentFrame()
    await frame.getByLabel('Colour').fill('red')
    await frame.getByRole('button', { name: 'Submit' }).click()
  }

  await tab.getByRole('button', { name: 'Accept & work' }).click()
  await tab.waitForURL(`**/hit/${first.HITId}`)
  await submit()
  await tab.waitForURL(`**/hit/${second.HITId}?submitted`)
  await tab.getByText('Your work was submitted.').waitFor()
  await tab.getByText('This is a preview.').waitFor()
  await acceptHit(tab)
  await tab.getByLabel('Auto-accept next HIT').check()
  await submit()
  await tab.waitForURL(`**/hit/${third.HITId}`)
  await tab.getByRole('button', { name: 'Return' }).waitFor()

  const { assignments } = await control.request('GET /_mturk/workers/{id}/assignments', {
    id: 'A1WORKER',
  })
  expect(assignments.map(({ status }) => status)).toEqual(['Accepted', 'Submitted', 'Submitted'])
})

test('the time left follows the emulator’s clock, and the page shows when it has run out', async () => {
  const { open, createHit, control } = await startWorkerSite()
  await createHit({ Question: htmlQuestion('<p>Think</p>') })
  const page = await open()

  await page.getByRole('button', { name: 'Accept & work' }).click()
  await page.getByText('10 min left (clock is frozen)').waitFor()
  await control.advance('PT8M59S')
  await page.locator('.time-left:not(.is-soon)', { hasText: '1 min 1 s left' }).waitFor()
  await control.advance('PT31S')
  await page.locator('.time-left.is-soon', { hasText: '30 s left' }).waitFor()
  await control.advance('PT1M')

  await page.getByText('Your time for this HIT has run out.').waitFor()
  await page.getByRole('link', { name: 'Go to the next HIT' }).click()
  await page.getByText('This is a preview.').waitFor()
})

test('an accepted HIT is found again, and returned', async () => {
  const { open, createHit, control } = await startWorkerSite()
  const { HITId } = await createHit()
  await control.accept('A1WORKER', HITId!)
  const page = await open('/worker/A1WORKER/tasks')

  await page.getByRole('link', { name: 'Continue' }).click()
  await page.getByRole('button', { name: 'Return' }).click()
  await page.getByText('This is a preview.').waitFor()
  await page.getByRole('link', { name: 'My tasks' }).click()

  await page.getByText('You have no tasks.').waitFor()
  await page.getByRole('link', { name: 'Earnings' }).click()
  await page.getByRole('row', { name: /Draw a cat.*Returned/ }).waitFor()
})

test.each(['javascript:document.title = "mine"', '/console', 'ftp://example.com/', ''])(
  'an ExternalQuestion at “%s” shows an error instead of a frame',
  async (address) => {
    const { open, createHit } = await startWorkerSite()
    const question = await serveExternalQuestion()
    const Question = question.replace(/(?<=<ExternalURL>).*(?=<\/ExternalURL>)/, () => address)
    const { HITId } = await createHit({ Question })

    const page = await open(`/worker/A1WORKER/hit/${HITId}`)

    await page.getByText('is not an http or https address').waitFor()
    expect(await page.locator('iframe').count()).toBe(0)
    expect(await page.title()).toContain('A1WORKER')
  },
)

test('a window that an ExternalQuestion opens can send it messages', async () => {
  const pageOf = (url: string) =>
    url.startsWith('/opened')
      ? '<script>opener.postMessage("from the window", "*")</script>'
      : `<button onclick="window.open('/opened')">Start</button>
        <output id="output"></output>
        <script>onmessage = ({ data }) => { output.textContent = data }</script>`
  const { open, createHit } = await startWorkerSite()
  const { HITId } = await createHit({ Question: await serveExternalQuestion('/task', pageOf) })
  const page = await open(`/worker/A1WORKER/hit/${HITId}`)

  const frame = page.getByTitle('Draw a cat').contentFrame()
  await frame.getByRole('button', { name: 'Start' }).click()

  await frame.getByText('from the window').waitFor()
})

test('the earnings page follows reviews and bonuses', async () => {
  const { open, createHit, submitAssignment, mturk } = await startWorkerSite()
  const { HITId } = await createHit()
  const id = await submitAssignment('A1WORKER', HITId!)
  const page = await open('/worker/A1WORKER/earnings')
  await page.getByRole('row', { name: /Draw a cat.*Submitted/ }).waitFor()

  const { ApproveAssignmentCommand, SendBonusCommand } = await import('@aws-sdk/client-mturk')
  await mturk.send(
    new ApproveAssignmentCommand({ AssignmentId: id, RequesterFeedback: 'A fine cat' }),
  )
  await mturk.send(
    new SendBonusCommand({
      WorkerId: 'A1WORKER',
      AssignmentId: id,
      BonusAmount: '0.25',
      Reason: 'So fine',
    }),
  )

  await page.getByText('“A fine cat”').waitFor()
  await page.getByRole('row', { name: /Approved.*\$0\.10 \$0\.25/ }).waitFor()
  await expect
    .poll(() => page.getByRole('definition').allInnerTexts())
    .toEqual(['$0.10', '$0.25', '$0.00', '0', '1', '0'])
})

test('an ID in small letters is the same worker, also in the address', async () => {
  const { open, createHit } = await startWorkerSite()
  await createHit()

  const page = await open('/worker/a1worker/hits?search=cat')
  await page.getByRole('link', { name: 'Draw a cat', exact: true }).waitFor()

  expect(page.url()).toContain('/worker/A1WORKER/hits?search=cat')
})

test('a HIT is accepted by keyboard, and the focus stays with it', async () => {
  const { open, createHit } = await startWorkerSite()
  const { HITId } = await createHit({ Question: htmlQuestion('<p>Think</p>') })
  const page = await open(`/worker/A1WORKER/hit/${HITId}`)

  await page.getByRole('button', { name: 'Accept' }).press('Enter')
  await page.getByText('10 min left').waitFor()

  await expect.poll(() => page.evaluate('document.activeElement.className')).toBe('task')
  await page.keyboard.press('Tab')
  await expect.poll(() => page.evaluate('document.activeElement.type')).toBe('checkbox')
})
