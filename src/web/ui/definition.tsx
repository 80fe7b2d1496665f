import type { ComponentChildren } from 'preact'

/** One entry of a definition list. */
export const Definition = (props: {
  readonly name: string
  readonly children: ComponentChildren
}) => (
  <>
    <dt>{props.name}</dt>
    <dd>{props.children}</dd>
  </>
)
