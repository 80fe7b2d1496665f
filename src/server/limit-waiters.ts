import type { RequestHandler } from 'express'
import type { Limiter } from '../core/limiter.js'

/** Lets a request wait while there is room for those who do, and until it is answered or gone. */
export const limitConcurrency =
  (limiter: Limiter): RequestHandler =>
  (_request, response, next) => {
    const release = limiter.acquire()
    if (!release)
      return void response.status(503).set('retry-after', '1').json({
        error: 'TooManyWait',
        message: 'Too many wait already. Start mturk-local with a larger --long-polls.',
      })
    response.on('close', release)
    next()
  }
