import { boolean, integer, list, required, string, structure } from '../../core/schema/shape.js'
import type { QualificationType as Kept } from '../../domain/qualification.js'
import { QualificationType } from '../../domain/shapes/QualificationType.js'
import { PaginationToken } from '../../domain/shapes/scalars.js'
import { systemTypesIn } from '../../domain/system-types.js'
import type { Listed, Page } from '../../store/store.js'
import { operation } from './operation.js'
import { onePage, pageMembers } from './page.js'
import { shownQualificationType } from './shown.js'

/** Finds qualification types by a part of their names or keywords, whatever its case. */
export const ListQualificationTypes = operation({
  name: 'ListQualificationTypes',
  input: structure({
    Query: string(),
    MustBeRequestable: required(boolean()),
    MustBeOwnedByCaller: boolean(),
    ...pageMembers,
  }),
  output: structure({
    NumResults: integer(),
    NextToken: PaginationToken,
    QualificationTypes: list(QualificationType),
  }),

  async run({ Query, MustBeRequestable, MustBeOwnedByCaller, ...input }, context) {
    const { account, store, environment } = context
    const where = {
      account: MustBeOwnedByCaller ? account : undefined,
      status: MustBeRequestable ? 'Active' : ['Active', 'Inactive'],
      requestable: MustBeRequestable ? 1 : undefined,
    }
    const about = [account, Query, String(MustBeRequestable), String(MustBeOwnedByCaller)]
    const ofTheService = MustBeRequestable || MustBeOwnedByCaller ? [] : systemTypesIn[environment]
    const { things, ...page } = await onePage(['ListQualificationTypes', ...about], input, (page) =>
      named(Query, page, async (further) => {
        const kept = await store.qualificationTypes.list(where, further)
        return kept.length < further.limit ? [...kept, ...atTheEnd(ofTheService, further)] : kept
      }),
    )
    return { ...page, QualificationTypes: things.map(shownQualificationType) }
  },
})

/** Further on than any type that is kept will ever be. */
const end = 900_000_000_000_000

/** The service's own types come after all others. */
const atTheEnd = (types: readonly Kept[], { after = 0 }: Page): readonly Listed<Kept>[] =>
  types
    .map((thing, index) => ({ thing, position: end + index }))
    .filter(({ position }) => position > after)

/** Reads on until a page is full of those that fit. */
async function named(
  query: string | undefined,
  page: Page,
  list: (page: Page) => Promise<readonly Listed<Kept>[]>,
): Promise<readonly Listed<Kept>[]> {
  const part = query?.toLowerCase() ?? ''
  const found: Listed<Kept>[] = []
  let { after } = page
  while (found.length < page.limit) {
    const more = await list({ limit: 100, after })
    found.push(...more.filter(({ thing }) => words(thing).includes(part)))
    if (more.length < 100) break
    after = more.at(-1)!.position
  }
  return found.slice(0, page.limit)
}

/** "The keywords of a type make the type easier to find during a search." */
const words = ({ name, keywords = '' }: Kept): string => `${name}\n${keywords}`.toLowerCase()
