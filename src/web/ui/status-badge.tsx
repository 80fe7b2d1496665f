export type Tone = 'good' | 'waiting' | 'bad' | 'plain'

const signs = { good: '✓', waiting: '…', bad: '✕', plain: '·' } as const

/** A status as a word, a sign and a colour: no information depends on the colour alone. */
export const StatusBadge = ({
  tone,
  children,
}: {
  readonly tone: Tone
  readonly children: string
}) => (
  <span class={`status is-${tone}`}>
    <span class="sign" aria-hidden="true">
      {signs[tone]}
    </span>
    {children}
  </span>
)
