import { useState } from 'preact/hooks'
import { useAsked } from '../../ui/asked.js'
import { Failed } from '../../ui/empty.js'
import { go } from '../../ui/place.js'
import { Status } from '../../ui/status.js'
import { WorkingButton } from '../../ui/working-button.js'
import { client } from '../client.js'
import { Question } from '../question/question.js'
import { useWorkingAs } from '../working-as.js'
import { Submitted } from './group.js'
import { Offer } from './offer.js'
import { Requirements } from './requirements.js'
import { Working } from './working.js'

interface HitProps {
  readonly path: readonly string[]
  readonly query: URLSearchParams
}

/** One HIT: looked at first, and worked on once it is accepted. */
export function Hit({ path: [hitId = ''], query }: HitProps) {
  const { id } = useWorkingAs()
  const [times, setTimes] = useState(0)
  const { value: hit, error } = useAsked(`${id} ${hitId} ${times}`, () =>
    client.previewHit(id, hitId),
  )

  if (error)
    return (
      <div class="page">
        <Failed>{error}</Failed>
        <p>
          <a href={`/worker/${id}/hits`}>To the other HITs</a>
        </p>
      </div>
    )
  if (!hit) return null
  if (hit.assignment) return <Working key={hit.assignment.id} hit={hit} work={hit.assignment} />

  const isOpen = hit.reasons.length === 0
  return (
    <article class="task">
      {query.has('submitted') && <Submitted />}
      <Offer offer={hit}>
        <div class="buttons">
          <WorkingButton
            kind="strong"
            disabled={!isOpen}
            work={async () => {
              await client.accept(id, hitId)
              if (query.size > 0) go(`/worker/${id}/hit/${hitId}`, { replace: true })
              setTimes(times + 1)
            }}
          >
            Accept
          </WorkingButton>
          <a class="button" href={`/worker/${id}/groups/${hit.hitGroupId}?after=${hitId}`}>
            Skip
          </a>
        </div>
      </Offer>
      {isOpen ? (
        <p class="note is-warning">This is a preview. Accept the HIT before you work on it.</p>
      ) : (
        <p class="note is-warning">
          <Status mood="bad">Closed to you</Status> {hit.reasons.join(' ')}
        </p>
      )}
      {hit.requirements.length > 0 && <Requirements requirements={hit.requirements} />}
      <Question hit={hit} />
    </article>
  )
}
