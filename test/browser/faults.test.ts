import { expect, test } from 'vitest'
import { openConsole } from './console.js'

test('a fault is added for a call, applied and removed', async () => {
  const { page, createHit, control } = await openConsole('/console/faults')
  await page.getByText('No fault rules.').waitFor()

  await page.getByLabel('Operation').fill('CreateHIT')
  await page.getByRole('combobox', { name: 'Fault', exact: true }).selectOption('error')
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
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await page.getByText('No fault rules.').waitFor()
  expect((await control.request('GET /_mturk/faults')).rules).toEqual([])
})

test('a random fault is added for deliveries', async () => {
  const { page, control } = await openConsole('/console/faults')

  await page.getByRole('radio', { name: 'Deliveries' }).check()
  await page.getByLabel('Transport').selectOption('SQS')
  await page.getByRole('combobox', { name: 'Fault', exact: true }).selectOption('drop')
  await page.getByRole('radio', { name: 'Random' }).check()
  await page.getByLabel('Probability, %').fill('25')
  await page.getByRole('button', { name: 'Add' }).click()

  await page.getByRole('row', { name: /drop transport=SQS probability=0.25/ }).waitFor()
  expect((await control.request('GET /_mturk/faults')).rules).toMatchObject([
    { what: 'drop', where: { transport: 'SQS' }, when: { probability: 0.25 } },
  ])
})

test('an invalid fault is rejected with a message', async () => {
  const { page } = await openConsole('/console/faults')

  await page.getByLabel('Operation').fill('CreateHat')
  await page.getByRole('button', { name: 'Add' }).click()

  await page.getByRole('alert').getByText('There is no operation CreateHat.').waitFor()
})

test('an applied fault is marked on its delivery and its call', async () => {
  const { page, createHit, control, subscribeQueue, waitUntilIdle } =
    await openConsole('/console/calls')
  const { HITTypeId } = await createHit()
  await subscribeQueue(HITTypeId!, ['HITCreated'])
  await control.request('PUT /_mturk/faults', {
    body: { rules: ['drop transport=SQS', 'disconnect operation=CreateHIT after'] },
  })
  await expect(createHit()).rejects.toThrow()
  await waitUntilIdle()

  await page.getByRole('link', { name: /CreateHIT.*fault: disconnect after.*no response/ }).click()
  await page.getByRole('link', { name: 'HITCreated' }).click()

  await page.getByRole('row', { name: /sent.*fault: drop/ }).waitFor()
})
