import { useAsked } from '../../ui/asked.js'
import { Empty, Failed } from '../../ui/empty.js'
import { useEvery } from '../../ui/every.js'
import { go } from '../../ui/place.js'
import { client } from '../client.js'
import { GoesOn } from '../goes-on.js'
import { useWorkingAs } from '../working-as.js'
import { GroupRow } from './group-row.js'

/** The HITs that can be found, one line for all of a type, newest first. */
export function GroupList({ query }: { readonly query: URLSearchParams }) {
  const { id } = useWorkingAs()
  const search = query.get('search') ?? ''
  const here = `/worker/${id}/hits`

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
              go(value ? `${here}?${new URLSearchParams({ search: value })}` : here, {
                replace: true,
              })
            }
          />
        </search>
      </header>
      <GroupPage search={search} />
    </div>
  )
}

interface GroupPageProps {
  readonly search: string
  readonly after?: number
}

/** A part of the list, and what follows it once that is asked for. */
function GroupPage({ search, after }: GroupPageProps) {
  const { id } = useWorkingAs()
  const isFirst = after === undefined
  const { value, error, refresh } = useAsked(`${id} ${search} ${after}`, () =>
    client.groupsFor(id, { limit: 25, after, search: search || undefined }),
  )
  useEvery(10_000, refresh)

  if (error) return <Failed>{error}</Failed>
  if (!value) return null
  if (isFirst && value.groups.length === 0)
    return search ? (
      <Empty title="No HIT is like that.">
        <a href={`/worker/${id}/hits`}>Show all</a>
      </Empty>
    ) : (
      <Empty title="There are no HITs just now.">
        <p>They appear here as soon as a requester's program creates some.</p>
      </Empty>
    )
  return (
    <>
      <ul class="groups" aria-label={isFirst ? 'HITs' : 'More HITs'}>
        {value.groups.map((group) => (
          <GroupRow key={group.hitGroupId} group={group} />
        ))}
      </ul>
      <GoesOn next={value.next} says="Show more">
        {(next) => <GroupPage search={search} after={next} />}
      </GoesOn>
    </>
  )
}
