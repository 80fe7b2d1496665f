import type { Json, PreviewedHIT } from '../../../server/control/contract.js'
import { Failed } from '../../ui/empty.js'
import { client } from '../client.js'
import { useWorkingAs } from '../working-as.js'
import { Form } from './form.js'
import { frameOf } from './frame.js'

interface QuestionProps {
  readonly hit: Json<PreviewedHIT>
  /** Without it the HIT is looked at, and not worked on. */
  readonly assignmentId?: string
  /** To be called when something may have been submitted. */
  readonly submitted?: () => void
}

/** What a HIT asks, as its kind of question is shown. */
export function Question({ hit, assignmentId, submitted }: QuestionProps) {
  const { id: workerId } = useWorkingAs()
  const { shown } = hit
  if (!shown) return <Failed>The HIT has no question.</Failed>
  if (shown.kind === 'form')
    return (
      <Form
        form={shown.form}
        submit={
          assignmentId === undefined
            ? undefined
            : async ({ fields, files }) => {
                for (const { question, file } of files)
                  await client.handIn(workerId, assignmentId, question, file, typeOf(file))
                await client.submit(workerId, assignmentId, fields)
                submitted?.()
              }
        }
      />
    )

  const frame = frameOf(shown, { hitId: hit.hitId, workerId, assignmentId })
  if (!frame) return <Failed>The ExternalURL of the HIT is no http or https address.</Failed>
  const { src, sandbox, height } = frame
  return (
    <iframe
      class="question"
      title={hit.title}
      src={src}
      sandbox={sandbox}
      style={height ? { height: `${height}px` } : undefined}
      onLoad={submitted}
    />
  )
}

const typeOf = ({ type }: File): string => type || 'application/octet-stream'
