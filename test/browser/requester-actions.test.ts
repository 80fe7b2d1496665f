import { GetAssignmentCommand, GetHITCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { openConsole } from './console.js'

test('a sample HIT is created, worked on, reviewed and deleted in the console', async () => {
  const { page, control, mturk } = await openConsole('/console/hits')
  await page.getByRole('button', { name: 'Create a sample HIT' }).press('Enter')
  const hit = page.getByRole('region', { name: 'HIT', exact: true })
  await hit.getByRole('heading', { name: 'Sample: the mood of a review' }).waitFor()
  const { hits } = await control.request('GET /_mturk/hits')
  const ids: string[] = []
  for (const workerId of ['A1WORKER', 'A2WORKER']) {
    const { id } = await control.accept(workerId, hits[0]!.id)
    await control.submit(workerId, id, { mood: 'positive' })
    ids.push(id)
  }

  await hit.locator('summary', { hasText: 'A1WORKER' }).press('Enter')
  await hit.getByRole('button', { name: 'Approve the assignment of A1WORKER' }).press('Enter')
  await hit.locator('summary', { hasText: /A1WORKER.*Approved/ }).waitFor()
  await hit.locator('summary', { hasText: 'A2WORKER' }).press('Enter')
  await hit.getByRole('textbox', { name: 'Feedback' }).fill('Not the mood of the whole text')
  await hit.getByRole('button', { name: 'Reject the assignment of A2WORKER' }).press('Enter')
  await hit.locator('summary', { hasText: /A2WORKER.*Rejected/ }).waitFor()
  await hit.getByRole('button', { name: 'Expire' }).press('Enter')
  await hit.getByRole('button', { name: 'Expire' }).waitFor({ state: 'detached' })
  await hit.getByRole('button', { name: 'Delete' }).press('Enter')
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).press('Enter')

  await page.getByRole('link', { name: /Sample.*Disposed/ }).waitFor()
  const statuses = await Promise.all(
    ids.map(async (AssignmentId) => {
      const { Assignment } = await mturk.send(new GetAssignmentCommand({ AssignmentId }))
      return [Assignment!.AssignmentStatus, Assignment!.RequesterFeedback]
    }),
  )
  expect(statuses).toEqual([
    ['Approved', undefined],
    ['Rejected', 'Not the mood of the whole text'],
  ])
})

test('a HIT is extended, and a refusal of MTurk is shown', async () => {
  const { page, createHit, mturk } = await openConsole('/console/hits')
  const { HITId, Expiration } = await createHit()
  await page.getByRole('link', { name: /Draw a cat/ }).click()
  const hit = page.getByRole('region', { name: 'HIT', exact: true })

  await hit.getByText('Extend').press('Enter')
  await hit.getByRole('button', { name: '1 day longer' }).press('Enter')
  await expect
    .poll(async () => {
      const { HIT } = await mturk.send(new GetHITCommand({ HITId }))
      return HIT!.Expiration!.getTime() - Expiration!.getTime()
    })
    .toBe(86_400_000)
  await hit.getByText('Extend').press('Enter')
  await hit.getByRole('button', { name: '5 assignments more' }).press('Enter')
  await hit.getByRole('definition').filter({ hasText: /^6$/ }).waitFor()

  await hit.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await hit
    .getByRole('alert')
    .getByText(/This HIT is currently in the state 'Assignable'/)
    .waitFor()
})

test('the notification settings of a HIT type are edited', async () => {
  const { page, createHit, control, queues } = await openConsole('/console/hit-types')
  queues.create({ account: '000000000000', region: 'us-east-1', name: 'news' })
  const { HITTypeId } = await createHit()
  await page.getByRole('link', { name: /Draw a cat.*no notifications/ }).click()

  const settings = page.getByRole('region', { name: 'Notification settings' })
  await settings.getByRole('button', { name: 'Edit' }).click()
  await settings.getByRole('radio', { name: 'SQS' }).check()
  await expect.poll(() => settings.getByLabel('Queue URL').inputValue()).toContain('/news')
  await settings.getByRole('checkbox', { name: 'HITExpired' }).check()
  await settings.getByRole('button', { name: 'Save' }).click()

  await settings.getByRole('listitem').getByText('HITExpired').waitFor()
  const { notification } = await control.request('GET /_mturk/hit-types/{id}', { id: HITTypeId! })
  expect(notification).toMatchObject({
    active: true,
    specification: {
      Transport: 'SQS',
      EventTypes: ['AssignmentSubmitted', 'HITReviewable', 'HITExpired'],
    },
  })
})

test('messages are cleared and the emulator is reset, each after a question', async () => {
  const { page, createHit, queues, control } = await openConsole('/console/hits')
  await createHit()
  const queue = queues.create({ account: '000000000000', region: 'us-east-1', name: 'news' })
  queue.send({ body: 'hello', senderId: 'me' })
  const menu = page.locator('footer summary', { hasText: 'Clear or reset' })

  await menu.press('Enter')
  await page.getByRole('button', { name: 'Clear messages…' }).press('Enter')
  await page.getByRole('dialog').getByRole('button', { name: 'Clear' }).press('Enter')
  await expect.poll(() => queue.peek()).toHaveLength(0)
  await menu.press('Enter')
  await page.getByRole('button', { name: 'Reset everything…' }).press('Enter')
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).press('Enter')
  expect((await control.request('GET /_mturk/hits')).hits).toHaveLength(1)
  await menu.press('Enter')
  await page.getByRole('button', { name: 'Reset everything…' }).press('Enter')
  await page.getByRole('dialog').getByRole('button', { name: 'Reset' }).press('Enter')

  await expect.poll(async () => (await control.request('GET /_mturk/hits')).hits).toEqual([])
})
