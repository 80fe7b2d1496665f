import type { Json, Shown } from '../../../server/control/contract.js'

interface Looking {
  readonly hitId: string
  readonly workerId: string
  /** Without it the HIT is only looked at. */
  readonly assignmentId?: string
}

interface Frame {
  readonly src: string
  readonly sandbox: string
  /** In pixels; without it, as high as there is room. */
  readonly height?: number
}

/** How a page of a requester's is shown; nothing where its address is none of the web's. */
export function frameOf(
  shown: Json<Exclude<Shown, { kind: 'form' }>>,
  { hitId, workerId, assignmentId }: Looking,
): Frame | undefined {
  const height = shown.frameHeight > 0 ? shown.frameHeight : undefined
  const said = toldTo(hitId, workerId, assignmentId)
  if (shown.kind === 'html') {
    // Ours to know, where a preview says nothing of the worker.
    if (assignmentId === undefined) said.set('workerId', workerId)
    return { src: `/worker/question/${hitId}?${said}`, sandbox: ofNoSite, height }
  }
  const url = URL.canParse(shown.url) ? new URL(shown.url) : undefined
  if (!url || !['http:', 'https:'].includes(url.protocol)) return undefined
  return {
    src: withQuery(shown.url, said),
    sandbox:
      url.origin === location.origin
        ? ofNoSite
        : `${ofNoSite} allow-same-origin allow-popups-to-escape-sandbox`,
    height,
  }
}

/** What a page may do; its origin is nobody's. See docs/decisions/0004-question-pages.md. */
const ofNoSite = 'allow-scripts allow-forms allow-modals allow-popups allow-downloads'

/** The parameters in the order in which MTurk was seen to give them. */
const toldTo = (hitId: string, workerId: string, assignmentId?: string): URLSearchParams =>
  new URLSearchParams(
    assignmentId === undefined
      ? { assignmentId: 'ASSIGNMENT_ID_NOT_AVAILABLE', hitId }
      : { assignmentId, hitId, workerId, turkSubmitTo: location.origin },
  )

/** There is one question mark, whatever the address has already. */
function withQuery(url: string, said: URLSearchParams): string {
  const [address = '', ...mark] = url.split('#')
  const joined = `${address}${address.includes('?') ? '&' : '?'}${said}`
  return [joined, ...mark].join('#')
}
