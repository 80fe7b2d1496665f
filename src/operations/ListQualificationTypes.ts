import type { QualificationType as Kept } from '../domain/qualification.js'
import { QualificationType } from '../shapes/QualificationType.js'
import { PaginationToken } from '../shapes/scalars.js'
import { boolean, integer, list, required, string, structure } from '../shapes/shape.js'
import type { Listed, Page } from '../store/store.js'
import { operation } from './operation.js'
import { onePage, pageMembers } from './page.js'
import { shownQualificationType } from './shown.js'

/** Finds qualification types by a part of their names, whatever its case. */
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

  async run({ Query, MustBeRequestable, MustBeOwnedByCaller, ...input }, { account, store }) {
    const where = {
      account: MustBeOwnedByCaller ? account : undefined,
      status: MustBeRequestable ? 'Active' : ['Active', 'Inactive'],
      requestable: MustBeRequestable ? 1 : undefined,
    }
    const about = [account, Query, String(MustBeRequestable), String(MustBeOwnedByCaller)]
    const { things, ...page } = await onePage(['ListQualificationTypes', ...about], input, (page) =>
      named(Query, page, (further) => store.qualificationTypes.list(where, further)),
    )
    return { ...page, QualificationTypes: things.map(shownQualificationType) }
  },
})

/** Reads on until a page is full of those whose names fit. */
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
    found.push(...more.filter(({ thing }) => thing.name.toLowerCase().includes(part)))
    if (more.length < 100) break
    after = more.at(-1)!.position
  }
  return found.slice(0, page.limit)
}
