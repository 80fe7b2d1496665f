import { StatusBadge } from '../../ui/status-badge.js'

interface StatusCodeProps {
  readonly status: number
  /** Whether it is an error in spite of its status, as of a function that failed. */
  readonly isError: boolean
}

/** The HTTP status of a response; 0 means that there was none. */
export const StatusCode = ({ status, isError }: StatusCodeProps) => (
  <StatusBadge tone={status > 0 && status < 400 && !isError ? 'good' : 'bad'}>
    {status === 0 ? 'no response' : `HTTP ${status}`}
  </StatusBadge>
)
