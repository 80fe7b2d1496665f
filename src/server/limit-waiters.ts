import type { RequestHandler } from 'express'
import type { Seats } from '../core/limiter.js'

/** Lets a request wait while there is room for those who do, and until it is answered or gone. */
export const whileSeated =
  (seats: Seats): RequestHandler =>
  (_request, response, next) => {
    const leave = seats.take()
    if (!leave)
      return void response.status(503).set('retry-after', '1').json({
        error: 'TooManyWait',
        message: 'Too many wait already. Start mturk-local with a larger --long-polls.',
      })
    response.on('close', leave)
    next()
  }
