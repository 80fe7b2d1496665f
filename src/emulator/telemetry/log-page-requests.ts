import type { Logger } from '../../core/logger.js'
import { stopwatch } from '../../core/stopwatch.js'
import type { Middleware } from '../../server/middleware.js'

/** Logs each request of a page or of the control API: at debug, since consoles send them all the time. */
export const logPageRequest =
  (log: Logger): Middleware =>
  ({ method, url = '/' }, response, next) => {
    const elapsed = stopwatch()
    // Without the query, which may contain a link's signature.
    const path = url.replace(/\?.*/s, '')
    response.on('close', () =>
      log.debug(`${method} ${path} ${response.statusCode}`, {
        milliseconds: Math.round(elapsed() * 10) / 10,
      }),
    )
    next()
  }
