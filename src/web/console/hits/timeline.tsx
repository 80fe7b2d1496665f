import { useRef } from 'preact/hooks'
import type { Delivery, Json } from '../../../server/control/contract.js'
import type { Assignment, HITTold } from '../../../server/control/market-contract.js'
import { countOf } from '../../ui/count-of.js'
import { useWidth } from '../../ui/width.js'
import { lifeOf } from './life.js'
import { TimelinePicture } from './timeline-picture.js'
import { TimelineTable } from './timeline-table.js'

interface TimelineProps {
  readonly hit: Json<HITTold>['hit']
  readonly assignments: readonly Json<Assignment>[]
  readonly deliveries: readonly Json<Delivery>[]
}

/** A HIT's life, with its events and deliveries: as a picture, and in words. */
export function Timeline({ hit, assignments, deliveries }: TimelineProps) {
  const frame = useRef<HTMLDivElement>(null)
  const width = useWidth(frame, 640)
  const life = lifeOf(hit, assignments, deliveries)
  const inOrder = assignments.toSorted((a, b) => a.acceptTime.localeCompare(b.acceptTime))

  return (
    <section aria-label="Timeline">
      <h3>Timeline</h3>
      <figure class="timeline">
        <div ref={frame}>
          <TimelinePicture
            life={life}
            assignments={inOrder}
            deliveries={deliveries}
            width={width}
            isOver={hit.status === 'Disposed'}
          />
        </div>
        <figcaption>
          <ul class="legend">
            <li>
              <i class="is-work" /> work
            </li>
            <li>
              <i class="is-wait" /> waits for review
            </li>
            <li>
              <i class="is-left" /> returned or abandoned
            </li>
            <li>
              <i class="is-delivery" /> delivery
            </li>
          </ul>
          <p class="hint">Long waits are drawn shorter than they are.</p>
        </figcaption>
      </figure>
      <details class="more">
        <summary>The same as a table, {countOf(life.length, 'event')}</summary>
        <TimelineTable life={life} />
      </details>
    </section>
  )
}
