import type { ComponentChildren } from 'preact'
import type { Offer as OfferTold } from '../../../server/control/contract.js'
import { inWords } from '../../ui/instant.js'

interface OfferProps {
  readonly offer: OfferTold
  readonly children: ComponentChildren
}

/** What a HIT is and pays, above the HIT itself. */
export const Offer = ({ offer, children }: OfferProps) => (
  <header class="offer">
    <div>
      <h1 class="breaks">{offer.title}</h1>
      <p class="hint">
        ${offer.reward} · {inWords(offer.assignmentDurationInSeconds * 1000)} · {offer.requesterId}
      </p>
    </div>
    {children}
  </header>
)
