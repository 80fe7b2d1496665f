import { formatIdHref } from './id-links.js'

interface IdCodeProps {
  /** What a payload calls it: `HITId`. */
  readonly name: string
  readonly id: string
}

/** An ID as code, which is a link if it has a page. */
export function IdCode({ name, id }: IdCodeProps) {
  const href = formatIdHref(name, id)
  return href ? (
    <a href={href}>
      <code>{id}</code>
    </a>
  ) : (
    <code>{id}</code>
  )
}
