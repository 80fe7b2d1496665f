import { ListAssignmentsForHITCommand } from '@aws-sdk/client-mturk'
import type { Config } from '../../src/index.js'
import { startTestMarketplace } from './setup.js'

/** A marketplace with HITs for a crowd: two days to live, two assignments each. */
export async function startWithCrowdHits(options: Partial<Config> = {}) {
  const emulator = await startTestMarketplace(options)
  const createHits = async (
    count: number,
    overrides: Parameters<typeof emulator.createHit>[0] = {},
  ): Promise<{ HITTypeId: string; hitIds: readonly string[] }> => {
    const hits = []
    for (let index = 0; index < count; index++)
      hits.push(
        await emulator.createHit({
          LifetimeInSeconds: 172_800,
          MaxAssignments: 2,
          RequesterAnnotation: `batch ${index}`,
          ...overrides,
        }),
      )
    return { HITTypeId: hits[0]!.HITTypeId!, hitIds: hits.map(({ HITId }) => HITId!) }
  }
  /** What was submitted for some HITs, in its order. */
  const listAssignments = async (hitIds: readonly string[]) => {
    const assignments = []
    for (const HITId of hitIds) {
      const { Assignments = [] } = await emulator.mturk.send(
        new ListAssignmentsForHITCommand({ HITId, MaxResults: 100 }),
      )
      assignments.push(...Assignments)
    }
    return assignments
  }
  /** Every document that was made, in its order. */
  const documents = async () => {
    await emulator.waitUntilIdle()
    const { deliveries } = await emulator.control.deliveries({ limit: 1000 })
    return deliveries.map(({ payload }) => payload).reverse()
  }
  return { ...emulator, createHits, listAssignments: listAssignments, documents }
}

/** What an answer says, by question. */
export const parseAnswers = (xml = ''): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...xml.matchAll(/<QuestionIdentifier>(.*?)<\/QuestionIdentifier>(.*?)<\/Answer>/g)].map(
      ([, name, rest]) => [
        name!,
        [...rest!.matchAll(/>([^<]*)<\//g)].map(([, text]) => text).join('|'),
      ],
    ),
  )
