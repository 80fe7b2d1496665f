import type { AppliedFaultView } from '../../../server/control/views.js'

/** A tag for each injected fault, with its rule as a tooltip. */
export const FaultTags = ({ faults = [] }: { readonly faults?: readonly AppliedFaultView[] }) =>
  faults.map(({ rule, what, phase }) => (
    <span key={rule} class="tag is-warning" title={`Rule ${rule}`}>
      fault: {what}
      {phase && ` ${phase}`}
    </span>
  ))
