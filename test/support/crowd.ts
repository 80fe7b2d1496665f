import { ListAssignmentsForHITCommand } from '@aws-sdk/client-mturk'
import type { Options } from '../../src/index.js'
import { startMarket } from './market.js'

/** A marketplace with HITs for a crowd: two days to live, two assignments each. */
export async function startCrowded(options: Partial<Options> = {}) {
  const market = await startMarket(options)
  const createHits = async (
    count: number,
    more: Parameters<typeof market.createHit>[0] = {},
  ): Promise<{ HITTypeId: string; hitIds: readonly string[] }> => {
    const hits = []
    for (let index = 0; index < count; index++)
      hits.push(
        await market.createHit({
          LifetimeInSeconds: 172_800,
          MaxAssignments: 2,
          RequesterAnnotation: `batch ${index}`,
          ...more,
        }),
      )
    return { HITTypeId: hits[0]!.HITTypeId!, hitIds: hits.map(({ HITId }) => HITId!) }
  }
  /** What was submitted for some HITs, in its order. */
  const assignmentsOf = async (hitIds: readonly string[]) => {
    const found = []
    for (const HITId of hitIds) {
      const { Assignments = [] } = await market.mturk.send(
        new ListAssignmentsForHITCommand({ HITId, MaxResults: 100 }),
      )
      found.push(...Assignments)
    }
    return found
  }
  /** Every document that was made, in its order. */
  const documents = async () => {
    await market.settled()
    const { deliveries } = await market.control.deliveries({ limit: 1000 })
    return deliveries.map(({ document }) => document).reverse()
  }
  return { ...market, createHits, assignmentsOf, documents }
}

/** What an answer says, by question. */
export const answersIn = (xml = ''): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...xml.matchAll(/<QuestionIdentifier>(.*?)<\/QuestionIdentifier>(.*?)<\/Answer>/g)].map(
      ([, name, rest]) => [
        name!,
        [...rest!.matchAll(/>([^<]*)<\//g)].map(([, text]) => text).join('|'),
      ],
    ),
  )
