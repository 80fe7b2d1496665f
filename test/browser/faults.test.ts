import { expect, test } from 'vitest'
import { openConsole } from './console.js'

test('a fault is added for a call, strikes, and is removed', async () => {
  const { page, createHit, control } = await openConsole('/console/faults')
  await page.getByText('Nothing goes wrong.').waitFor()

  await page.getByLabel('Operation').fill('CreateHIT')
  await page.getByLabel('What goes wrong').selectOption('error')
  await page.getByRole('textbox', { name: 'Error' }).fill('AWS.MechanicalTurk.InsufficientFunds')
  await page.getByText('mturk-local fault').waitFor()
  await page.getByRole('button', { name: 'Add' }).click()
  await page.getByRole('row', { name: /error operation=CreateHIT nth=1.* 0 0/ }).waitFor()
  await expect(createHit()).rejects.toMatchObject({
    TurkErrorCode: 'AWS.MechanicalTurk.InsufficientFunds',
  })
  await createHit()

  await page.getByRole('row', { name: /error operation=CreateHIT nth=1.* 2 1/ }).waitFor()
  await page.getByRole('button', { name: 'Remove fault-1' }).click()
  await page.getByText('Nothing goes wrong.').waitFor()
  expect((await control.faults()).rules).toEqual([])
})

test('a fault is added for deliveries, by chance', async () => {
  const { page, control } = await openConsole('/console/faults')

  await page.getByRole('radio', { name: 'Deliveries' }).check()
  await page.getByLabel('Transport').selectOption('SQS')
  await page.getByLabel('What goes wrong').selectOption('drop')
  await page.getByRole('radio', { name: 'By chance' }).check()
  await page.getByLabel('In a hundred').fill('25')
  await page.getByRole('button', { name: 'Add' }).click()

  await page.getByRole('row', { name: /drop transport=SQS probability=0.25/ }).waitFor()
  expect((await control.faults()).rules).toMatchObject([
    { what: 'drop', where: { transport: 'SQS' }, when: { probability: 0.25 } },
  ])
})

test('a fault that cannot be is refused in a sentence', async () => {
  const { page } = await openConsole('/console/faults')

  await page.getByLabel('Operation').fill('CreateHat')
  await page.getByRole('button', { name: 'Add' }).click()

  await page.getByRole('alert').getByText('There is no operation CreateHat.').waitFor()
})

test('what a fault did is marked on the delivery and on the call that it struck', async () => {
  const { page, createHit, control, subscribeQueue, waitUntilIdle } =
    await openConsole('/console/calls')
  const { HITTypeId } = await createHit()
  await subscribeQueue(HITTypeId!, ['HITCreated'])
  await control.setFaults({ rules: ['drop transport=SQS', 'disconnect operation=CreateHIT after'] })
  await expect(createHit()).rejects.toThrow()
  await waitUntilIdle()

  await page.getByRole('link', { name: /CreateHIT.*fault: disconnect after.*no answer/ }).click()
  await page.getByRole('link', { name: 'HITCreated' }).click()

  await page.getByRole('row', { name: /sent.*fault: drop/ }).waitFor()
})
