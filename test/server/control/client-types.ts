import type { ControlClient } from '../../../src/server/control/client.js'

/** Never run: the compiler checks that each marked line is an error. */
export const clientTypes = (control: ControlClient) => [
  control.request('GET /_mturk/deliveries', { transport: 'SQS', limit: 2 }),
  // @ts-expect-error a value that the query parameter does not have
  control.request('GET /_mturk/deliveries', { transport: 'Pigeon' }),
  // @ts-expect-error a query parameter that does not exist
  control.request('GET /_mturk/deliveries', { colour: 'red' }),
  // @ts-expect-error a path parameter is missing
  control.request('GET /_mturk/hits/{id}'),
  // @ts-expect-error a body is missing
  control.request('PUT /_mturk/clock'),
  // @ts-expect-error a body member has another type
  control.request('PUT /_mturk/clock', { body: { state: 'slow' } }),
  // @ts-expect-error a route that does not exist
  control.request('GET /_mturk/nothing'),
  // @ts-expect-error a member that the response does not have
  control.request('GET /_mturk/clock').then(({ colour }) => colour),
]
