import type { RequestHandler } from 'express'
import type { Limiter } from '../../core/limiter.js'
import { ApiError } from './api-error.js'

/** Lets a request wait while the limiter has room, until it is answered or its client disconnects. */
export const limitLongPolls =
  (limiter: Limiter): RequestHandler =>
  (_request, response, next) => {
    const release = limiter.acquire()
    if (!release) {
      response.set('retry-after', '1')
      throw new ApiError(
        503,
        'TooManyLongPolls',
        'Too many requests wait already. Start mturk-local with a larger --long-polls.',
      )
    }
    response.on('close', release)
    next()
  }
