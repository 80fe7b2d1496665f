import { useState } from 'preact/hooks'
import type { AvailableQualificationView, StartedTestView } from '../../../server/control/views.js'
import { ActionButton } from '../../ui/action-button.js'
import { formatDuration } from '../../ui/instant.js'
import { StatusBadge } from '../../ui/status-badge.js'
import { client } from '../client.js'
import { useCurrentWorker } from '../current-worker.js'
import { AnswerForm } from '../question/answer-form.js'
import { TimeLeft } from '../time-left.js'

interface QualificationDetailProps {
  readonly qualification: AvailableQualificationView
  readonly refresh: () => void
}

/** One qualification: its value, and how to get it, on request or by a test. */
export function QualificationDetail({ qualification, refresh }: QualificationDetailProps) {
  const { id } = useCurrentWorker()
  const { qualificationTypeId, name, description, value, denialReason, hasTest } = qualification
  const [test, setTest] = useState<StartedTestView>()
  const [outcome, setOutcome] = useState('')

  async function requestQualification(
    answers?: Readonly<Record<string, string | readonly string[]>>,
  ): Promise<void> {
    const result = await client.request('POST /_mturk/workers/{id}/qualification-requests', {
      id,
      body: { qualificationTypeId, answers },
    })
    setTest(undefined)
    setOutcome(
      'integerValue' in result
        ? `The qualification was granted with the value ${result.integerValue}.`
        : 'Your request was sent to the requester.',
    )
    refresh()
  }

  return (
    <>
      <header class="title">
        <h1 class="breaks">{name}</h1>
        <StatusBadge tone={value === undefined ? 'plain' : 'good'}>
          {value === undefined ? 'You do not have it' : `You have it: ${value}`}
        </StatusBadge>
      </header>
      <p class="lead breaks">{description}</p>
      <p class="hint">{qualificationTypeId}</p>
      {outcome && (
        <p class="note" role="status">
          {outcome}
        </p>
      )}
      {!test && denialReason && <p class="note is-warning">{denialReason}</p>}
      {!test && !denialReason && !hasTest && (
        <p>
          <ActionButton variant="strong" action={() => requestQualification()}>
            Request qualification
          </ActionButton>
        </p>
      )}
      {!test && !denialReason && hasTest && (
        <>
          <p>
            There is a test. Once you start it, you have{' '}
            {formatDuration((qualification.testDurationInSeconds ?? 0) * 1000)}.
          </p>
          <p>
            <ActionButton
              variant="strong"
              action={async () =>
                setTest(
                  await client.request('POST /_mturk/workers/{id}/qualifications/{typeId}/test', {
                    id,
                    typeId: qualificationTypeId,
                  }),
                )
              }
            >
              Start test
            </ActionButton>
          </p>
        </>
      )}
      {test && (
        <section aria-label="Test">
          <p>
            <TimeLeft
              until={test.deadline}
              total={(qualification.testDurationInSeconds ?? 0) * 1000}
            />
          </p>
          <AnswerForm
            form={test.form}
            draftKey={`${id} ${qualificationTypeId}`}
            submit={({ fields }) => requestQualification(fields)}
          />
        </section>
      )}
    </>
  )
}
