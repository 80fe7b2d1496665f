import type { ComponentChildren } from 'preact'

/** Where nothing is yet: says so, and what to do next. */
export const EmptyState = (props: {
  readonly title: string
  readonly children?: ComponentChildren
}) => (
  <div class="empty">
    <p class="title">{props.title}</p>
    {props.children}
  </div>
)

/** Something was asked for and could not be had. */
export const ErrorMessage = ({ children }: { readonly children: ComponentChildren }) => (
  <p class="failed" role="alert">
    {children}
  </p>
)
