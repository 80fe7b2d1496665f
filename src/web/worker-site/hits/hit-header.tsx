import type { ComponentChildren } from 'preact'
import type { HitSummary } from '../../../server/control/contract.js'
import { formatDuration } from '../../ui/instant.js'

interface HitHeaderProps {
  readonly hit: HitSummary
  readonly children: ComponentChildren
}

/** What a HIT is and pays, above the HIT itself. */
export const HitHeader = ({ hit, children }: HitHeaderProps) => (
  <header class="offer">
    <div>
      <h1 class="breaks">{hit.title}</h1>
      <p class="hint">
        ${hit.reward} · {formatDuration(hit.assignmentDurationInSeconds * 1000)} · {hit.requesterId}
      </p>
    </div>
    {children}
  </header>
)
