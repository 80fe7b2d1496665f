import type { Express } from 'express'
import { z } from 'zod'
import { extractHtml } from '../../domain/questions/html-question.js'
import type { Marketplace } from '../../mturk/unit-of-work.js'
import { previewHit } from '../../mturk/workers/browse.js'
import { baseHeaders } from '../security/headers.js'

/** Who looks. The page itself reads the rest: `assignmentId`, `hitId`, `turkSubmitTo`. */
const previewQuery = z.object({ workerId: z.string().min(1) })

/** The pages that requesters write, for the frame of the worker site. */
export function questionRoutes(app: Express, marketplace: Marketplace): void {
  app.get('/worker/question/:hitId', async ({ params: { hitId }, query, headers }, response) => {
    const { question } = await previewHit(marketplace, previewQuery.parse(query).workerId, hitId)
    const html = question && extractHtml(question)
    if (html === undefined)
      return void response.status(404).json({
        error: 'NotFound',
        message: `The HIT ${hitId} has no HTMLQuestion.`,
      })
    // A page of no site that is opened by itself cannot be in a group of its own, and browsers say so.
    response.removeHeader('cross-origin-opener-policy')
    response
      .set({ ...baseHeaders, 'content-security-policy': questionPolicy(headers.host ?? '') })
      .type('html')
      .send(html)
  })
}

/**
 * A requester's page may run scripts and load what it likes, but as a page of no site: its origin is
 * opaque, framed or opened by itself, so it reaches no cookie, no storage and no page of ours, and
 * the guard refuses what it asks of the control API. Its form may be posted to us and to nobody
 * else. See docs/decisions/0004-question-pages.md.
 */
const questionPolicy = (host: string): string =>
  [
    'sandbox allow-scripts allow-forms allow-modals allow-popups allow-downloads',
    // To a page of no site 'self' is nobody.
    `form-action 'self' http://${host} https://${host}`,
    "frame-ancestors 'self'",
    "base-uri 'none'",
  ].join('; ')
