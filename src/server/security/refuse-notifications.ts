import type { IncomingHttpHeaders } from 'node:http'
import type { RequestHandler } from 'express'

/**
 * Refuses messages of SNS topics. A topic posts where its subscriber wants, so a subscriber could
 * otherwise reach through the emulator what it may not reach itself.
 */
export const refuseNotifications: RequestHandler = ({ headers }, response, next) => {
  if (!isNotification(headers)) return next()
  response
    .status(403)
    .json({ error: 'ForbiddenNotification', message: 'A topic may not post to the emulator.' })
}

/** Whether a request is a message of a topic, by the headers that SNS sends with each. */
export function isNotification(headers: IncomingHttpHeaders): boolean {
  for (const name in headers) if (name.startsWith('x-amz-sns-')) return true
  return false
}
