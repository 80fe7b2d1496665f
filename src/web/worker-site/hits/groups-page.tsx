import { EmptyState, ErrorMessage } from '../../ui/empty-state.js'
import { navigate } from '../../ui/router.js'
import { useLiveQuery } from '../../ui/use-query.js'
import { client } from '../client.js'
import { useCurrentWorker } from '../current-worker.js'
import { LoadMore } from '../load-more.js'
import { GroupRow } from './group-row.js'

/** The available HIT groups, newest first. */
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
            placeholder="Search titles, descriptions and keywords"
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

/** One page of the list, and the next one on demand. */
function PaginatedGroups({ search, after }: PaginatedGroupsProps) {
  const { id } = useCurrentWorker()
  const isFirst = after === undefined
  const { value, error } = useLiveQuery(
    `${id} ${search} ${after}`,
    () =>
      client.request('GET /_mturk/workers/{id}/groups', {
        id,
        limit: 25,
        after,
        search: search || undefined,
      }),
    ['hit', 'hit-type', 'assignment', 'qualification', 'worker'],
    // Computing the list takes the server some time, and any worker can cause an event.
    { pause: 1000 },
  )

  if (error) return <ErrorMessage>{error}</ErrorMessage>
  if (!value) return null
  if (isFirst && value.groups.length === 0)
    return search ? (
      <EmptyState title="No matching HITs.">
        <a href={`/worker/${id}/hits`}>Show all</a>
      </EmptyState>
    ) : (
      <EmptyState title="There are no HITs at the moment.">
        <p>They appear here when a requester creates some.</p>
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
