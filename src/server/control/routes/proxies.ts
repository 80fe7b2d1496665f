import { z } from 'zod'
import { hashProxySecret } from '../../security/proxy-registry.js'
import { route } from '../api.js'

/** The proxies of `mturk-local exec`. */
export const proxyRoutes = [
  route('POST /_mturk/proxies', {
    summary:
      'Registers the proxy of `mturk-local exec`, through which requests may come under Amazon’s names, or prolongs its registration.',
    body: z.strictObject({
      secret: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .describe('Sent with each request through the proxy, in `x-mturk-local-proxy`.'),
      port: z
        .int()
        .min(1)
        .max(65_535)
        .optional()
        .describe('The proxy’s port, if it is on this machine: nothing is sent there.'),
      lifetime: z.int().min(0).max(60_000).describe('Milliseconds; 0 ends the registration.'),
    }),
    handle: ({ body: { secret, port, lifetime } }, { registerProxy }) =>
      registerProxy({ secretHash: hashProxySecret(secret), port, lifetime }),
  }),
] as const
