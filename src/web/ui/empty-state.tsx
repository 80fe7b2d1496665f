import type { ComponentChildren } from 'preact'

/** Shown in place of an empty list, with what to do next. */
export const EmptyState = (props: {
  readonly title: string
  readonly children?: ComponentChildren
}) => (
  <div class="empty">
    <p class="title">{props.title}</p>
    {props.children}
  </div>
)

export const ErrorMessage = ({ children }: { readonly children: ComponentChildren }) => (
  <p class="failed" role="alert">
    {children}
  </p>
)
