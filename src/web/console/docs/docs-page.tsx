import { useEffect } from 'preact/hooks'
import { EmptyState } from '../../ui/empty-state.js'
import { useItemTitle } from '../../ui/page-title.js'
import { Skeleton } from '../../ui/skeleton.js'
import { useQuery } from '../../ui/use-query.js'
import { docsFile } from './docs-paths.js'

/** The documentation of this version, which the package contains. */
export function DocsPage({ path }: { readonly path: readonly string[] }) {
  const file = docsFile(path)
  const { value, error } = useQuery(file, () => loadPage(file))
  useItemTitle(value?.title)
  useEffect(() => {
    const target = document.getElementById(location.hash.slice(1))
    if (value) (target ?? document.querySelector('.page'))?.scrollIntoView()
  }, [value])

  if (error) return <EmptyState title={error} />
  if (!value) return <Skeleton />
  return (
    <div class="page">
      {path.length > 0 && <a href="/console/docs">All pages</a>}
      <article class="prose" dangerouslySetInnerHTML={{ __html: value.html }} />
    </div>
  )
}

async function loadPage(file: string) {
  const [response, { renderMarkdown }] = await Promise.all([
    fetch(`/console/files/${file}`),
    import('./render-markdown.js'),
  ])
  if (!response.ok) throw new Error(`This installation has no page ${file}.`)
  const text = await response.text()
  return { title: /^# (.+)/m.exec(text)?.[1], html: renderMarkdown(text, file) }
}
