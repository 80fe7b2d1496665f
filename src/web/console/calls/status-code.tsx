import { StatusBadge } from '../../ui/status-badge.js'

/** The HTTP status of a response; 0 means that there was none. */
export const StatusCode = ({ status }: { readonly status: number }) => (
  <StatusBadge tone={status > 0 && status < 400 ? 'good' : 'bad'}>
    {status === 0 ? 'no response' : `HTTP ${status}`}
  </StatusBadge>
)
