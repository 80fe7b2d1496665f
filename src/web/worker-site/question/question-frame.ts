import type { HITQuestionView } from '../../../server/control/views.js'

interface FrameContext {
  readonly hitId: string
  readonly workerId: string
  /** Without it the HIT is a preview. */
  readonly assignmentId?: string
}

interface QuestionFrame {
  readonly src: string
  /** Whether the emulator serves the page, which may require a ticket. */
  readonly isServedHere: boolean
  readonly sandbox: string
  /** What the page may use if the worker agrees, wherever it leads in the frame. */
  readonly allow: string
  /** In pixels; without it the frame takes the available height. */
  readonly height?: number
}

/** The frame for a requester's page; undefined if its URL is not an http or https address. */
export function createQuestionFrame(
  question: Exclude<HITQuestionView, { kind: 'form' }>,
  { hitId, workerId, assignmentId }: FrameContext,
): QuestionFrame | undefined {
  const height = question.frameHeight > 0 ? question.frameHeight : undefined
  const params = buildFrameParams(hitId, workerId, assignmentId)
  if (question.kind === 'html')
    return {
      src: `/worker/question/${hitId}?${params}`,
      isServedHere: true,
      sandbox: sandboxFlags,
      allow,
      height,
    }
  const url = URL.canParse(question.url) ? new URL(question.url) : undefined
  if (!url || !['http:', 'https:'].includes(url.protocol)) return undefined
  return {
    src: appendQuery(question.url, params),
    isServedHere: false,
    sandbox:
      url.origin === location.origin
        ? sandboxFlags
        : `${sandboxFlags} allow-same-origin allow-popups-to-escape-sandbox`,
    allow,
    height,
  }
}

/** The page gets an opaque origin. See docs/decisions/0004-question-pages.md. */
const sandboxFlags = 'allow-scripts allow-forms allow-modals allow-popups allow-downloads'

const allow = 'camera *; microphone *; autoplay *; fullscreen *'

/** The parameters in the order that was observed on MTurk. */
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

/** Appends parameters to a URL that may have a query and a fragment. */
function appendQuery(url: string, params: URLSearchParams): string {
  const [address = '', ...fragment] = url.split('#')
  const joined = `${address}${address.includes('?') ? '&' : '?'}${params}`
  return [joined, ...fragment].join('#')
}
