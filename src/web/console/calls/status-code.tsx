import { StatusBadge } from '../../ui/status-badge.js'

/** How a call was answered: by its HTTP status, which is 0 when it was not. */
export const StatusCode = ({ status }: { readonly status: number }) => (
  <StatusBadge tone={status > 0 && status < 400 ? 'good' : 'bad'}>
    {status === 0 ? 'no answer' : `HTTP ${status}`}
  </StatusBadge>
)
