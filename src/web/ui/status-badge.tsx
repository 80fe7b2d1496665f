export type Tone = 'good' | 'waiting' | 'bad' | 'plain'

const signs = { good: '✓', waiting: '…', bad: '✕', plain: '·' } as const

/** How something stands: in a word, a sign and a colour, so that none of them is needed alone. */
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
