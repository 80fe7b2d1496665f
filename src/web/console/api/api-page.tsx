import { Fragment } from 'preact'
import { DataTable } from '../../ui/data-table.js'
import { ErrorMessage } from '../../ui/empty-state.js'
import { readSession } from '../../ui/session.js'
import { useLiveQuery } from '../../ui/use-query.js'
import { control, useInfo } from '../control.js'

interface ApiRoute {
  readonly method: string
  readonly path: string
  readonly summary: string
}

/** The routes of the control API, from its description in OpenAPI. */
export function ApiPage() {
  const { value: routes, error } = useLiveQuery('openapi', loadRoutes)
  const { value: info } = useInfo()
  return (
    <div class="page">
      <header class="title">
        <h1>Control API</h1>
      </header>
      <p class="lead">
        Everything that these pages show and do. It is described in OpenAPI 3.1 at{' '}
        <DescriptionLink endpoint={info?.endpoint ?? location.origin} />, and on the page{' '}
        <a href="/console/docs/control-api.md">The control API</a>.
      </p>
      {error && <ErrorMessage>{error}</ErrorMessage>}
      <DataTable
        label="Routes"
        stacks
        rows={routes ?? []}
        columns={[
          ['Request', (route) => <Request {...route} />, 'breaks'],
          ['What it does', ({ summary }) => formatSummary(summary), 'breaks'],
        ]}
      />
    </div>
  )
}

/** A long path breaks between its segments. */
const Request = ({ method, path }: ApiRoute) => (
  <code>
    {method}{' '}
    {path.split(/(?=\/)/).map((segment, index) => (
      <Fragment key={index}>
        {segment}
        <wbr />
      </Fragment>
    ))}
  </code>
)

/** Code is between backticks. */
const formatSummary = (summary: string) =>
  summary.split('`').map((part, index) => (index % 2 === 1 ? <code key={part}>{part}</code> : part))

/** A link, unless the description needs the token, which a link does not send. */
const DescriptionLink = ({ endpoint }: { readonly endpoint: string }) => {
  const address = <code>{endpoint}/_mturk/openapi.json</code>
  return readSession() === undefined ? (
    <a href="/_mturk/openapi.json" target="_blank" rel="noreferrer">
      {address}
    </a>
  ) : (
    address
  )
}

async function loadRoutes(): Promise<readonly ApiRoute[]> {
  const { paths } = (await control.request('GET /_mturk/openapi.json')) as unknown as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, { summary: string }>>>>
  }
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { summary }]) => ({
      method: method.toUpperCase(),
      path,
      summary,
    })),
  )
}
