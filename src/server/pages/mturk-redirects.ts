import type { Express } from 'express'

/**
 * Redirects the addresses of MTurk's own sites, as programs print them and people type them who use
 * the proxy of `mturk-local exec`.
 */
export function mturkRedirects(app: Express): void {
  app.get('/', ({ headers }, response, next) => {
    if (!isWorkerSiteHost(headers.host ?? '')) return next()
    response.redirect('/worker')
  })
  app.get('/projects', ({ query }, response) => {
    const search = String(query['filters[search_term]'] ?? '')
    response.redirect(
      workerSiteUrl(search === '' ? 'hits' : `hits?${new URLSearchParams({ search })}`),
    )
  })
  // The rest may be empty, `/tasks`, or the address of a task.
  app.get('/projects/:groupId{/*rest}', ({ params: { groupId } }, response) => {
    response.redirect(workerSiteUrl(`groups/${encodeURIComponent(groupId)}`))
  })
  app.get(['/mturk/preview', '/mturk/previewandaccept'], ({ query }, response) => {
    const { groupId, hitId } = query
    if (typeof groupId === 'string')
      response.redirect(workerSiteUrl(`groups/${encodeURIComponent(groupId)}`))
    else if (typeof hitId === 'string')
      response.redirect(workerSiteUrl(`hit/${encodeURIComponent(hitId)}`))
    else response.redirect('/worker')
  })
}

/** The worker site asks for the worker ID first. */
const workerSiteUrl = (page: string): string => `/worker?${new URLSearchParams({ to: page })}`

const isWorkerSiteHost = (host: string): boolean =>
  /^((www|worker|workersandbox)\.)?mturk\.com(:\d+)?$/i.test(host)
