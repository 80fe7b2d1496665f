import type { ComponentChildren } from 'preact'

/** One line of a list of facts. */
export const Definition = (props: {
  readonly name: string
  readonly children: ComponentChildren
}) => (
  <>
    <dt>{props.name}</dt>
    <dd>{props.children}</dd>
  </>
)
