import type { AppliedFault } from '../../../server/control/contract.js'

/** What went wrong on purpose: a word for each fault, with its rule to whoever points at it. */
export const FaultTags = ({ faults = [] }: { readonly faults?: readonly AppliedFault[] }) =>
  faults.map(({ rule, what, phase }) => (
    <span key={rule} class="tag is-warning" title={`By the rule ${rule}`}>
      fault: {what}
      {phase && ` ${phase}`}
    </span>
  ))
