import { boolean, integer, list, required, string, structure } from '../../core/schema/shape.js'
import type { QualificationTypeRecord as Kept } from '../../domain/qualification.js'
import { QualificationType } from '../../domain/shapes/QualificationType.js'
import { PaginationToken } from '../../domain/shapes/scalars.js'
import { systemTypesByEnvironment } from '../../domain/system-types.js'
import type { PageQuery, StoredRow } from '../../store/store.js'
import { defineOperation } from './operation.js'
import { pageMembers, paginateResults } from './pagination.js'
import { qualificationTypeToWire } from './to-wire.js'

/** Lists qualification types whose name or keywords contain a text, in any case. */
export const ListQualificationTypes = defineOperation({
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
    const listKey = [account, Query, String(MustBeRequestable), String(MustBeOwnedByCaller)]
    const systemTypes =
      MustBeRequestable || MustBeOwnedByCaller ? [] : systemTypesByEnvironment[environment]
    const { items, ...page } = await paginateResults(
      ['ListQualificationTypes', ...listKey],
      input,
      (page) =>
        listMatching(Query, page, async (batchPage) => {
          const rows = await store.qualificationTypes.list(where, batchPage)
          return rows.length < batchPage.limit
            ? [...rows, ...listSystemTypes(systemTypes, batchPage)]
            : rows
        }),
    )
    return { ...page, QualificationTypes: items.map(qualificationTypeToWire) }
  },
})

/** Beyond the position of every stored type. */
const systemTypesPosition = 900_000_000_000_000

/** System types are listed last. */
const listSystemTypes = (
  types: readonly Kept[],
  { after = 0 }: PageQuery,
): readonly StoredRow<Kept>[] =>
  types
    .map((record, index) => ({ record, position: systemTypesPosition + index }))
    .filter(({ position }) => position > after)

/** Reads until a page of matching types is full. */
async function listMatching(
  query: string | undefined,
  page: PageQuery,
  list: (page: PageQuery) => Promise<readonly StoredRow<Kept>[]>,
): Promise<readonly StoredRow<Kept>[]> {
  const queryText = query?.toLowerCase() ?? ''
  const matches: StoredRow<Kept>[] = []
  let { after } = page
  while (matches.length < page.limit) {
    const batch = await list({ limit: 100, after })
    matches.push(...batch.filter(({ record }) => searchText(record).includes(queryText)))
    if (batch.length < 100) break
    after = batch.at(-1)!.position
  }
  return matches.slice(0, page.limit)
}

/** "The keywords of a type make the type easier to find during a search." */
const searchText = ({ name, keywords = '' }: Kept): string => `${name}\n${keywords}`.toLowerCase()
