import type { ComponentChildren } from 'preact'
import { ErrorMessage } from './empty-state.js'
import { useItemTitle } from './page-title.js'
import { Skeleton } from './skeleton.js'
import type { QueryResult } from './use-query.js'

interface DetailProps<T> {
  /** The address of the list. */
  readonly back: string
  readonly listTitle: string
  readonly query?: Pick<QueryResult<T>, 'value' | 'error'>
  /** The name of the item, for the title of the window. */
  readonly getName?: (value: T) => string | undefined
  readonly children: ComponentChildren | ((value: T) => ComponentChildren)
}

/** The open item of a list: its content once it is loaded, and a link back for narrow screens. */
export function Detail<T>({ back, listTitle, query, getName, children }: DetailProps<T>) {
  const value = query?.value
  useItemTitle(value === undefined ? undefined : getName?.(value))
  return (
    <article class="document">
      <a class="back" href={back}>
        ← {listTitle}
      </a>
      {query?.error && <ErrorMessage>{query.error}</ErrorMessage>}
      {query && value === undefined && !query.error && <Skeleton />}
      {typeof children === 'function' ? value !== undefined && children(value) : children}
    </article>
  )
}
