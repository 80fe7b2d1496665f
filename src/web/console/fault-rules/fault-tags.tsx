import type { AppliedFault } from '../../../server/control/contract.js'

/** A tag for each injected fault, with its rule as a tooltip. */
export const FaultTags = ({ faults = [] }: { readonly faults?: readonly AppliedFault[] }) =>
  faults.map(({ rule, what, phase }) => (
    <span key={rule} class="tag is-warning" title={`Rule ${rule}`}>
      fault: {what}
      {phase && ` ${phase}`}
    </span>
  ))
