import type { ComponentChildren } from 'preact'
import { ErrorMessage } from './empty-state.js'
import type { QueryResult } from './use-query.js'

interface DetailProps<T> {
  /** The address of the list. */
  readonly back: string
  readonly listTitle: string
  readonly query?: Pick<QueryResult<T>, 'value' | 'error'>
  readonly children: ComponentChildren | ((value: T) => ComponentChildren)
}

/** The open item of a list: its content once it is loaded, and a link back for narrow screens. */
export const Detail = <T,>({ back, listTitle, query, children }: DetailProps<T>) => (
  <article class="document">
    <a class="back" href={back}>
      ← {listTitle}
    </a>
    {query?.error && <ErrorMessage>{query.error}</ErrorMessage>}
    {typeof children !== 'function' && children}
    {typeof children === 'function' && query?.value !== undefined && children(query.value)}
  </article>
)
