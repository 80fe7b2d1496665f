import { Status } from '../../ui/status.js'

/** How a call was answered: by its HTTP status, which is 0 when it was not. */
export const Answered = ({ status }: { readonly status: number }) => (
  <Status mood={status > 0 && status < 400 ? 'good' : 'bad'}>
    {status === 0 ? 'no answer' : `HTTP ${status}`}
  </Status>
)
