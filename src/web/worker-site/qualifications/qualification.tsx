import { useState } from 'preact/hooks'
import type { Json, OfferedQualification, TestBegun } from '../../../server/control/contract.js'
import { inWords } from '../../ui/instant.js'
import { Status } from '../../ui/status.js'
import { WorkingButton } from '../../ui/working-button.js'
import { client } from '../client.js'
import { Form } from '../question/form.js'
import { TimeLeft } from '../time-left.js'
import { useWorkingAs } from '../working-as.js'

interface QualificationProps {
  readonly qualification: OfferedQualification
  readonly refresh: () => void
}

/** One qualification: what the worker has of it, and the way to it, by asking or by its test. */
export function Qualification({ qualification, refresh }: QualificationProps) {
  const { id } = useWorkingAs()
  const { qualificationTypeId, name, description, value, reason, hasTest } = qualification
  const [test, setTest] = useState<Json<TestBegun>>()
  const [outcome, setOutcome] = useState('')

  async function ask(answers?: Parameters<typeof client.requestQualification>[2]): Promise<void> {
    const got = await client.requestQualification(id, qualificationTypeId, answers)
    setTest(undefined)
    setOutcome(
      'integerValue' in got
        ? `It was granted to you: ${got.integerValue}.`
        : 'The requester was asked, and decides.',
    )
    refresh()
  }

  return (
    <>
      <header class="title">
        <h1 class="breaks">{name}</h1>
        <Status mood={value === undefined ? 'plain' : 'good'}>
          {value === undefined ? 'You do not have it' : `You have it: ${value}`}
        </Status>
      </header>
      <p class="lead breaks">{description}</p>
      <p class="hint">{qualificationTypeId}</p>
      {outcome && (
        <p class="note" role="status">
          {outcome}
        </p>
      )}
      {!test && reason && <p class="note is-warning">{reason}</p>}
      {!test && !reason && !hasTest && (
        <p>
          <WorkingButton kind="strong" work={() => ask()}>
            Ask for it
          </WorkingButton>
        </p>
      )}
      {!test && !reason && hasTest && (
        <>
          <p>
            There is a test. From its beginning you have{' '}
            {inWords((qualification.testDurationInSeconds ?? 0) * 1000)}.
          </p>
          <p>
            <WorkingButton
              kind="strong"
              work={async () => setTest(await client.beginTest(id, qualificationTypeId))}
            >
              Begin the test
            </WorkingButton>
          </p>
        </>
      )}
      {test && (
        <section aria-label="Test">
          <p>
            <TimeLeft until={test.until} />
          </p>
          <Form form={test.form} submit={({ fields }) => ask(fields)} />
        </section>
      )}
    </>
  )
}
