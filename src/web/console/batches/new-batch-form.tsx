import { useState } from 'preact/hooks'
import type { BatchPreviewView } from '../../../server/control/views.js'
import { ActionButton } from '../../ui/action-button.js'
import { Detail } from '../../ui/detail.js'
import { ErrorMessage } from '../../ui/empty-state.js'
import { NumberField, TextField } from '../../ui/fields.js'
import { formatDuration } from '../../ui/instant.js'
import { LongTextField } from '../../ui/long-text-field.js'
import { navigate } from '../../ui/router.js'
import { useAction } from '../../ui/use-action.js'
import { control } from '../control.js'
import { formatBatchKey } from './batch-key.js'
import { BatchPreview } from './batch-preview.js'
import {
  type BatchFormState,
  batchFieldLabels,
  initialBatchFormState,
  labelFields,
  toBatchInput,
} from './form-state.js'
import { sampleBatch } from './sample-batch.js'

type TextFieldName = Exclude<keyof BatchFormState, 'escape'>

interface NewBatchFormProps {
  readonly back: string
  /** The requester whose batches are shown. */
  readonly account: string | undefined
}

/** A form that shows the page of the first row, and creates a batch. */
export function NewBatchForm({ back, account = initialBatchFormState.account }: NewBatchFormProps) {
  const [form, setForm] = useState<BatchFormState>({ ...initialBatchFormState, account })
  const [preview, setPreview] = useState<BatchPreviewView>()
  const { isBusy, error, run, handleSubmit } = useAction()
  const { template, csv } = form

  function change(next: Partial<BatchFormState>): void {
    setForm((previous) => ({ ...previous, ...next }))
    // It is of the text before.
    if ('template' in next || 'csv' in next || 'escape' in next) setPreview(undefined)
  }
  const field = (name: TextFieldName) => ({
    label: batchFieldLabels[name],
    value: form[name],
    change: (value: string) => change({ [name]: value }),
  })
  const seconds = (name: TextFieldName) => ({
    ...field(name),
    hint: formatDuration(Number(form[name]) * 1000),
  })

  async function showPreview(): Promise<void> {
    setPreview(undefined)
    setPreview(
      await control.request('POST /_mturk/batches/previews', {
        body: { template, csv, escape: form.escape },
      }),
    )
  }

  async function create(): Promise<void> {
    const batch = await control.request('POST /_mturk/batches', { body: toBatchInput(form) })
    navigate(`/console/batches/${formatBatchKey(batch)}`, { replace: true })
  }

  return (
    <Detail back={back} listTitle="Batches">
      <header class="title">
        <h2>New batch</h2>
        <div class="buttons">
          <ActionButton
            action={async () => change(sampleBatch)}
            confirm={
              template || csv
                ? {
                    question: 'Replace the template and the CSV?',
                    text: 'What you entered for them is lost.',
                    verb: 'Replace',
                  }
                : undefined
            }
          >
            Insert a sample
          </ActionButton>
        </div>
      </header>
      <p class="lead">
        Creates a HIT for each row of the CSV. In the template, a name such as{' '}
        <code>$&#123;picture&#125;</code> stands for the value of that column.
      </p>
      <form class="card" onSubmit={handleSubmit(create)}>
        <LongTextField
          {...field('template')}
          hint="HTML: a whole page, or the content of its form."
          accept=".html,.htm,.txt,text/html"
        />
        <LongTextField
          {...field('csv')}
          hint="The first row names the columns."
          accept=".csv,.txt,text/csv"
        />
        <label class="check">
          <input
            type="checkbox"
            checked={form.escape}
            onChange={({ currentTarget }) => change({ escape: currentTarget.checked })}
          />
          {batchFieldLabels.escape}
        </label>
        <div class="buttons">
          <button type="button" disabled={isBusy} onClick={() => run(showPreview)}>
            Preview
          </button>
        </div>
        {preview && <BatchPreview key={preview.path} preview={preview} />}
        <TextField {...field('title')} required />
        <TextField {...field('description')} placeholder="the title" />
        <TextField {...field('keywords')} hint="Separated by commas." />
        <div class="fields">
          <TextField {...field('reward')} required />
          <NumberField {...field('assignments')} min={1} />
          <NumberField {...field('frameHeight')} min={0} hint="0 fits the page." />
        </div>
        <div class="fields">
          <NumberField {...seconds('duration')} min={30} />
          <NumberField {...seconds('lifetime')} min={30} />
          <NumberField {...seconds('autoApprovalDelay')} min={0} />
        </div>
        <details class="more">
          <summary>More options: batch ID, account</summary>
          <div class="fields">
            <TextField
              {...field('batchId')}
              placeholder="generated"
              hint="Of a batch that exists, the missing HITs are created."
            />
            <TextField {...field('account')} inputMode="numeric" />
          </div>
        </details>
        {error && <ErrorMessage>{labelFields(error)}</ErrorMessage>}
        <div class="buttons">
          <button type="submit" class="strong" disabled={isBusy}>
            Create batch
          </button>
        </div>
      </form>
    </Detail>
  )
}
