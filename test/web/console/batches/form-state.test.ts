import { expect, test } from 'vitest'
import { batchInput } from '../../../../src/server/control/schemas/batch.js'
import {
  initialBatchFormState,
  labelFields,
  toBatchInput,
} from '../../../../src/web/console/batches/form-state.js'

test('the form begins with the defaults of the control API', () => {
  const content = { template: '<p></p>', csv: 'a\n1\n', title: 'Rows' }

  const input = toBatchInput({ ...initialBatchFormState, ...content })

  expect(batchInput.parse(input)).toEqual(batchInput.parse(content))
})

test.each([
  [
    'lifetime: must be at least 30, not 1.',
    'Seconds until the HITs expire: must be at least 30, not 1.',
  ],
  [
    'reward: must be an amount. batchId: must be 1 to 15 digits.',
    'Reward in dollars: must be an amount. Batch ID: must be 1 to 15 digits.',
  ],
  [
    'The HIT of line 2 was refused. Note: nothing.',
    'The HIT of line 2 was refused. Note: nothing.',
  ],
])('%j is shown as %j', (message, labelled) => {
  expect(labelFields(message)).toBe(labelled)
})
