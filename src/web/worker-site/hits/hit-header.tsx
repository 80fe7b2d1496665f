import type { ComponentChildren } from 'preact'
import type { HITSummaryView } from '../../../server/control/views.js'
import { formatDuration } from '../../ui/instant.js'

interface HitHeaderProps {
  readonly hit: HITSummaryView
  readonly children: ComponentChildren
}

/** Title and terms of a HIT, above its question. */
export const HitHeader = ({ hit, children }: HitHeaderProps) => (
  <header class="title hit-header">
    <div>
      <h1 class="breaks">{hit.title}</h1>
      <p class="hint">
        ${hit.reward} · {formatDuration(hit.assignmentDurationInSeconds * 1000)} · {hit.requesterId}
      </p>
    </div>
    {children}
  </header>
)
