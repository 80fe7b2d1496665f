import { useQuery } from '../../ui/use-query.js'
import { EmptyState, ErrorMessage } from '../../ui/empty-state.js'
import { usePolling } from '../../ui/use-polling.js'
import { navigate } from '../../ui/router.js'
import { client } from '../client.js'
import { LoadMore } from '../load-more.js'
import { useCurrentWorker } from '../current-worker.js'
import { GroupRow } from './group-row.js'

/** The HITs that can be found, one line for all of a type, newest first. */
export function GroupsPage({ query }: { readonly query: URLSearchParams }) {
  const { id } = useCurrentWorker()
  const search = query.get('search') ?? ''
  const basePath = `/worker/${id}/hits`

  return (
    <div class="page">
      <header class="title">
        <h1>HITs</h1>
        <search class="search">
          <input
            type="search"
            aria-label="Search HITs"
            placeholder="Search: words of title, description, keywords"
            value={search}
            onInput={({ currentTarget: { value } }) =>
              navigate(value ? `${basePath}?${new URLSearchParams({ search: value })}` : basePath, {
                replace: true,
              })
            }
          />
        </search>
      </header>
      <PaginatedGroups search={search} />
    </div>
  )
}

interface PaginatedGroupsProps {
  readonly search: string
  readonly after?: number
}

/** A part of the list, and what follows it once that is asked for. */
function PaginatedGroups({ search, after }: PaginatedGroupsProps) {
  const { id } = useCurrentWorker()
  const isFirst = after === undefined
  const { value, error, refresh } = useQuery(`${id} ${search} ${after}`, () =>
    client.availableGroups(id, { limit: 25, after, search: search || undefined }),
  )
  usePolling(10_000, refresh)

  if (error) return <ErrorMessage>{error}</ErrorMessage>
  if (!value) return null
  if (isFirst && value.groups.length === 0)
    return search ? (
      <EmptyState title="No HIT is like that.">
        <a href={`/worker/${id}/hits`}>Show all</a>
      </EmptyState>
    ) : (
      <EmptyState title="There are no HITs just now.">
        <p>They appear here as soon as a requester's program creates some.</p>
      </EmptyState>
    )
  return (
    <>
      <ul class="groups" aria-label={isFirst ? 'HITs' : 'More HITs'}>
        {value.groups.map((group) => (
          <GroupRow key={group.hitGroupId} group={group} />
        ))}
      </ul>
      <LoadMore next={value.next} label="Show more">
        {(next) => <PaginatedGroups search={search} after={next} />}
      </LoadMore>
    </>
  )
}
