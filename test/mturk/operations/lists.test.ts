import { join } from 'node:path'
import type { MTurkClient } from '@aws-sdk/client-mturk'
import * as amazon from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import * as operations from '../../../src/mturk/operations/index.js'
import { createTempFolder, knownAnswers, startTestEmulator } from '../../support/setup.js'

type Marketplace = Awaited<ReturnType<typeof startTestEmulator>>
interface Answer {
  readonly NextToken?: string
  readonly NumResults?: number
}

/** Three of everything that can be listed, and the input with which each list finds them. */
async function seedLists({ mturk, control, createHit, submitAssignment }: Marketplace) {
  const { QualificationType } = await mturk.send(
    new amazon.CreateQualificationTypeCommand({
      Name: 'Cats',
      Description: 'x',
      QualificationTypeStatus: 'Active',
    }),
  )
  const QualificationTypeId = QualificationType!.QualificationTypeId!
  for (const Name of ['Dogs', 'Birds'])
    await mturk.send(
      new amazon.CreateQualificationTypeCommand({
        Name,
        Description: 'x',
        QualificationTypeStatus: 'Active',
      }),
    )
  const { HITId } = await createHit({
    MaxAssignments: 3,
    AssignmentReviewPolicy: knownAnswers({ AnswerKey: { drawing: ['miaow'], sound: ['miaow'] } }),
  })
  for (const worker of ['A1WORKER', 'A2WORKER', 'A3WORKER']) {
    await control.putWorker(worker)
    await control.request('POST /_mturk/workers/{id}/qualification-requests', {
      id: worker,
      body: { qualificationTypeId: QualificationTypeId },
    })
    const WorkerId = worker
    const AssignmentId = await submitAssignment(worker, HITId!)
    const bonus = { WorkerId, AssignmentId, BonusAmount: '0.10', Reason: 'x' }
    await mturk.send(new amazon.SendBonusCommand(bonus))
    await mturk.send(new amazon.CreateWorkerBlockCommand({ WorkerId, Reason: 'x' }))
    await mturk.send(
      new amazon.AssociateQualificationWithWorkerCommand({ QualificationTypeId, WorkerId }),
    )
    const asking = [{ QualificationTypeId, Comparator: 'DoesNotExist' as const }]
    const { HITId: id } = await createHit({ QualificationRequirements: asking })
    await mturk.send(new amazon.UpdateExpirationForHITCommand({ HITId: id, ExpireAt: new Date(0) }))
  }
  return {
    ListAssignmentsForHIT: { HITId },
    ListBonusPayments: { HITId },
    ListHITs: {},
    ListHITsForQualificationType: { QualificationTypeId },
    ListQualificationRequests: { QualificationTypeId },
    ListQualificationTypes: { MustBeRequestable: true },
    ListReviewPolicyResultsForHIT: { HITId },
    ListReviewableHITs: {},
    ListWorkerBlocks: {},
    ListWorkersWithQualificationType: { QualificationTypeId },
  }
}

const lists = Object.keys(operations).filter((name) => name.startsWith('List'))

async function startWithSeededLists(options = {}) {
  const emulator = await startTestEmulator(options)
  const inputs: Record<string, object> = await seedLists(emulator)
  return { ...emulator, inputs, ask: createListCaller(emulator.mturk, inputs) }
}

const createListCaller =
  (mturk: MTurkClient, inputs: Record<string, object>) =>
  (name: string, more: object = {}): Promise<Answer> => {
    const commands = amazon as unknown as Record<string, new (input: object) => never>
    return mturk.send(
      new commands[`${name}Command`]!({ ...inputs[name], ...more }),
    ) as Promise<object>
  }

/** Number of items on a page, counted in its lists or in those of its reports, whatever NumResults says. */
const countItems = (answer: object): number =>
  Object.entries(answer).reduce((sum, [name, value]) => {
    if (Array.isArray(value)) return sum + value.length
    return /Report$/.test(name) ? sum + countItems(value as object) : sum
  }, 0)

test.each(lists)(
  '%s: every page that holds something has a token of its own, the last has none',
  async (name) => {
    const { ask } = await startWithSeededLists()
    const whole = countItems(await ask(name, { MaxResults: 100 }))

    const pages: Answer[] = []
    let NextToken: string | undefined
    do {
      const page = await ask(name, { MaxResults: 1, NextToken })
      pages.push(page)
      NextToken = page.NextToken
    } while (NextToken)

    expect(whole).toBeGreaterThanOrEqual(3)
    expect(pages.map(countItems)).toEqual([...Array(whole).fill(1), 0])
    expect(new Set(pages.map((page) => page.NextToken)).size).toBe(pages.length)
    // The one list whose answer has no such member.
    if (name !== 'ListReviewPolicyResultsForHIT')
      expect(pages.map(({ NumResults }) => NumResults)).toEqual(pages.map(countItems))
  },
)

test.each(lists)(
  '%s refuses a token that was made up, changed, or is of another list',
  async (name) => {
    const { ask } = await startWithSeededLists()
    const { NextToken } = await ask(name, { MaxResults: 1 })
    const other = name === 'ListHITs' ? 'ListWorkerBlocks' : 'ListHITs'
    const { NextToken: foreign } = await ask(other, { MaxResults: 1 })
    const changed = Buffer.from(NextToken!, 'base64url').toString().replace(/^\d+/, '0')

    for (const token of ['made-up', '0', Buffer.from(changed).toString('base64url'), foreign])
      await expect(ask(name, { NextToken: token })).rejects.toMatchObject({
        name: 'ParameterValidationError',
        message: expect.stringContaining('is not valid for the parameter NextToken.'),
      })
  },
)

test.each(lists)('%s takes from 1 to 100 at once, and refuses 0 and 101', async (name) => {
  const { ask } = await startWithSeededLists()
  const beyond = (limit: string) => ({
    name: 'ValidationException',
    message: expect.stringContaining(`at 'maxResults' failed to satisfy constraint: ${limit}`),
  })

  for (const MaxResults of [1, 100]) await expect(ask(name, { MaxResults })).resolves.toBeDefined()
  await expect(ask(name, { MaxResults: 0 })).rejects.toMatchObject(
    beyond('Member must have value greater than or equal to 1'),
  )
  await expect(ask(name, { MaxResults: 101 })).rejects.toMatchObject(
    beyond('Member must have value less than or equal to 100'),
  )
})

test('a token is valid after a restart, and after rows were added', async () => {
  const data = join(createTempFolder(), 'world.db')
  const before = await startWithSeededLists({ data })
  const tokens = new Map<string, string | undefined>()
  for (const name of lists) tokens.set(name, (await before.ask(name, { MaxResults: 1 })).NextToken)
  await before.close()

  const after = await startTestEmulator({ data, seed: 'after' })
  await after.createHit()
  const ask = createListCaller(after.mturk, before.inputs)

  for (const name of lists) {
    const whole = await ask(name, { MaxResults: 100 })
    const rest = await ask(name, { MaxResults: 100, NextToken: tokens.get(name) })
    expect([name, countItems(rest)]).toEqual([name, countItems(whole) - 1])
  }
})
