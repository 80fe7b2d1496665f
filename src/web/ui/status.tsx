export type Mood = 'good' | 'waiting' | 'bad' | 'plain'

const signs = { good: '✓', waiting: '…', bad: '✕', plain: '·' } as const

/** How something stands: in a word, a sign and a colour, so that none of them is needed alone. */
export const Status = ({ mood, children }: { readonly mood: Mood; readonly children: string }) => (
  <span class={`status is-${mood}`}>
    <span class="sign" aria-hidden="true">
      {signs[mood]}
    </span>
    {children}
  </span>
)
