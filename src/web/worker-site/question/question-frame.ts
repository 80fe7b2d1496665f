import type { Json, QuestionView } from '../../../server/control/contract.js'

interface FrameContext {
  readonly hitId: string
  readonly workerId: string
  /** Without it the HIT is only looked at. */
  readonly assignmentId?: string
}

interface QuestionFrame {
  readonly src: string
  readonly sandbox: string
  /** In pixels; without it, as high as there is room. */
  readonly height?: number
}

/** How a page of a requester's is shown; nothing where its address is none of the web's. */
export function createQuestionFrame(
  question: Json<Exclude<QuestionView, { kind: 'form' }>>,
  { hitId, workerId, assignmentId }: FrameContext,
): QuestionFrame | undefined {
  const height = question.frameHeight > 0 ? question.frameHeight : undefined
  const params = buildFrameParams(hitId, workerId, assignmentId)
  if (question.kind === 'html') {
    // Ours to know, where a preview says nothing of the worker.
    if (assignmentId === undefined) params.set('workerId', workerId)
    return { src: `/worker/question/${hitId}?${params}`, sandbox: sandboxFlags, height }
  }
  const url = URL.canParse(question.url) ? new URL(question.url) : undefined
  if (!url || !['http:', 'https:'].includes(url.protocol)) return undefined
  return {
    src: appendQuery(question.url, params),
    sandbox:
      url.origin === location.origin
        ? sandboxFlags
        : `${sandboxFlags} allow-same-origin allow-popups-to-escape-sandbox`,
    height,
  }
}

/** What a page may do; its origin is nobody's. See docs/decisions/0004-question-pages.md. */
const sandboxFlags = 'allow-scripts allow-forms allow-modals allow-popups allow-downloads'

/** The parameters in the order in which MTurk was seen to give them. */
const buildFrameParams = (
  hitId: string,
  workerId: string,
  assignmentId?: string,
): URLSearchParams =>
  new URLSearchParams(
    assignmentId === undefined
      ? { assignmentId: 'ASSIGNMENT_ID_NOT_AVAILABLE', hitId }
      : { assignmentId, hitId, workerId, turkSubmitTo: location.origin },
  )

/** There is one question mark, whatever the address has already. */
function appendQuery(url: string, params: URLSearchParams): string {
  const [address = '', ...fragment] = url.split('#')
  const joined = `${address}${address.includes('?') ? '&' : '?'}${params}`
  return [joined, ...fragment].join('#')
}
