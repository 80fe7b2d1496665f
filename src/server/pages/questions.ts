import type { Express, RequestHandler } from 'express'
import { extractHtml } from '../../domain/questions/html-question.js'
import type { Marketplace } from '../../mturk/marketplace.js'
import { previewHit } from '../../mturk/workers/browse.js'
import { loadQuestion } from '../../mturk/workers/load-question.js'
import { notFound } from '../control/api-error.js'
import { baseHeaders } from '../security/headers.js'

/** Serves the pages that requesters write, for the frame of the worker site. */
export function questionRoutes(
  app: Express,
  marketplace: Marketplace,
  authenticate: RequestHandler,
): void {
  app.get('/worker/question/:hitId', authenticate)
  app.get('/worker/question/:hitId', async ({ params: { hitId }, query, headers }, response) => {
    // The page itself reads the query: `assignmentId`, `hitId`, `workerId`, `turkSubmitTo`. A preview
    // must not get the worker's ID; then the worker site has checked who may see the HIT.
    const { workerId, assignmentId } = query
    const question =
      typeof workerId === 'string' && workerId !== ''
        ? (await previewHit(marketplace, workerId, hitId)).question
        : await loadQuestion(marketplace, hitId)
    const html = question && extractHtml(question)
    if (html === undefined) notFound(`The HIT ${hitId} has no HTMLQuestion.`)
    // Opened by itself, a page with an opaque origin cannot have an opener policy; browsers warn.
    response.removeHeader('cross-origin-opener-policy')
    response
      .set({ ...baseHeaders, 'content-security-policy': questionPolicy(headers.host ?? '') })
      .type('html')
      .send(isAccepted(assignmentId) ? html + draftScript : html)
  })
}

/** Keeps what the worker fills in over a reload; the page itself has no storage. */
const draftScript = '\n<script src="/mturk/keep-draft.js"></script>'

const isAccepted = (assignmentId: unknown): boolean =>
  typeof assignmentId === 'string' && assignmentId !== 'ASSIGNMENT_ID_NOT_AVAILABLE'

/**
 * A requester's page may run scripts and load anything, but its origin is opaque, in a frame or
 * not: it reaches no storage, no session and no page of this site, and the control API refuses its
 * requests. Its form may be posted to this server only. See docs/decisions/0004-question-pages.md.
 */
const questionPolicy = (host: string): string =>
  [
    'sandbox allow-scripts allow-forms allow-modals allow-popups allow-downloads',
    // In a page with an opaque origin 'self' matches nothing.
    `form-action 'self' http://${host} https://${host}`,
    "frame-ancestors 'self'",
    "base-uri 'none'",
  ].join('; ')
