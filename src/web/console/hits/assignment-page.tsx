import { useLayoutEffect } from 'preact/hooks'
import { EmptyState, ErrorMessage } from '../../ui/empty-state.js'
import { navigate } from '../../ui/router.js'
import { useLiveQuery } from '../../ui/use-query.js'
import { control } from '../control.js'

/** Leads from the ID of an assignment to its place on the page of its HIT. */
export function AssignmentPage({ path: [id = ''] }: { readonly path: readonly string[] }) {
  const { value: assignment, error } = useLiveQuery(id, () =>
    control.request('GET /_mturk/assignments/{id}', { id }),
  )
  const hitId = assignment?.hitId
  useLayoutEffect(() => {
    if (hitId !== undefined) navigate(`/console/hits/${hitId}#${id}`, { replace: true })
  }, [hitId])
  if (error) return <ErrorMessage>{error}</ErrorMessage>
  return <EmptyState title="Loading the assignment…" />
}
