import type { RequestListener } from 'node:http'
import type { Logger } from '../../core/logger.js'
import { stopwatch } from '../../core/stopwatch.js'

/** The same pages, with a line in the log for each request: at debug, since consoles ask all the time. */
export const logPageRequests =
  (pages: RequestListener, log: Logger): RequestListener =>
  (incoming, outgoing) => {
    const elapsed = stopwatch()
    const { method, url = '/' } = incoming
    // Without the query, which may hold the seal of a link.
    const path = url.replace(/\?.*/s, '')
    outgoing.on('close', () =>
      log.debug(`${method} ${path} ${outgoing.statusCode}`, {
        milliseconds: Math.round(elapsed() * 10) / 10,
      }),
    )
    pages(incoming, outgoing)
  }
