import type { BatchPreviewView } from '../../../server/control/views.js'
import { OwnFrame } from '../../ui/own-frame.js'
import { pluralize } from '../../ui/pluralize.js'

/** The page of the first row, whose form cannot be submitted. */
export const BatchPreview = ({ preview }: { readonly preview: BatchPreviewView }) => (
  <section class="preview" aria-label="Preview">
    <p role="status">
      {pluralize(preview.rows, 'row')} with the columns {preview.columns.join(', ')}. This is the
      page of the first row:
    </p>
    <OwnFrame
      path={preview.path}
      title="Page of the first row"
      class="preview"
      sandbox="allow-scripts"
    />
  </section>
)
