import type { HITPreviewView } from '../../../server/control/views.js'
import { ErrorMessage } from '../../ui/empty-state.js'
import { OwnFrame } from '../../ui/own-frame.js'
import { client } from '../client.js'
import { useCurrentWorker } from '../current-worker.js'
import { AnswerForm } from './answer-form.js'
import { createQuestionFrame } from './question-frame.js'
import { useFrameDraft } from './use-frame-draft.js'

interface HitQuestionProps {
  readonly hit: HITPreviewView
  /** Without it the HIT is a preview. */
  readonly assignmentId?: string
  /** Called when the assignment may have been submitted. */
  readonly onSubmitted?: () => void
}

/** The question of a HIT: a form, or a page in a frame. */
export function HitQuestion({ hit, assignmentId, onSubmitted }: HitQuestionProps) {
  const { id: workerId } = useCurrentWorker()
  const { questionView } = hit
  useFrameDraft(questionView?.kind === 'html' ? assignmentId : undefined)
  if (!questionView) return <ErrorMessage>The HIT has no question.</ErrorMessage>
  if (questionView.kind === 'form')
    return (
      <AnswerForm
        form={questionView.form}
        draftKey={assignmentId}
        submit={
          assignmentId === undefined
            ? undefined
            : async ({ fields, files }) => {
                for (const { question, file } of files)
                  await client.request(
                    'PUT /_mturk/workers/{id}/assignments/{assignmentId}/files/{question}',
                    { id: workerId, assignmentId, question, file, type: getContentType(file) },
                  )
                await client.submit(workerId, assignmentId, fields)
                onSubmitted?.()
              }
        }
      />
    )

  const frame = createQuestionFrame(questionView, { hitId: hit.hitId, workerId, assignmentId })
  if (!frame)
    return <ErrorMessage>The ExternalURL of the HIT is not an http or https address.</ErrorMessage>
  const { src, isServedHere, sandbox, allow, height } = frame
  const attributes = {
    class: 'question',
    title: hit.title,
    sandbox,
    allow,
    style: height ? { height: `${height}px` } : undefined,
    onLoad: onSubmitted,
  }
  return isServedHere ? (
    <OwnFrame key={src} path={src} {...attributes} />
  ) : (
    <iframe {...attributes} src={src} />
  )
}

const getContentType = ({ type }: File): string => type || 'application/octet-stream'
