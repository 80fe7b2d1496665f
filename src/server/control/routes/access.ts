import { route } from '../api.js'
import { ApiError } from '../api-error.js'
import { session, ticket, ticketRequest } from '../schemas/access.js'

/** For our own pages; programs send the token with each request. */
export const accessRoutes = [
  route('POST /_mturk/sessions', {
    summary: 'Exchanges the token that the request has for a session of 12 hours.',
    status: 201,
    response: session,
    async handle({ access }, { accessControl }) {
      if (!accessControl || !access) throw noTokenRequired()
      if (access.isSession)
        throw new ApiError(403, 'TokenRequired', 'A session cannot begin another: send the token.')
      const { scope } = access
      return { scope, ...(await accessControl.createSession(scope)) }
    },
  }),
  route('POST /_mturk/tickets', {
    summary:
      'Returns a path with a ticket, by which a browser reads the page in a frame once, within 30 seconds.',
    status: 201,
    body: ticketRequest,
    response: ticket,
    async handle({ access, body: { path } }, { accessControl }) {
      if (!accessControl || !access) throw noTokenRequired()
      const value = await accessControl.createTicket(access.scope, path)
      if (value === undefined)
        throw new ApiError(403, 'TokenRequired', 'The worker token does not open this page.')
      return { path: `${path}${path.includes('?') ? '&' : '?'}ticket=${value}` }
    },
  }),
] as const

const noTokenRequired = () =>
  new ApiError(409, 'NoTokenRequired', 'This mturk-local requires no token.')
