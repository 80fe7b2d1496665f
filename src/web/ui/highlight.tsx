import { type ComponentChildren, createContext } from 'preact'

/** Longer texts are not highlighted: it would make the page slow. In characters. */
const maxLength = 200_000

/** The address of the page of an ID, by the name of its member. */
type LinkId = (name: string, value: string) => string | undefined

/** Makes IDs in texts links; without it they are text. */
export const IdLinkContext = createContext<LinkId>(() => undefined)

/** Formats and highlights JSON or XML; returns undefined for other text. */
export function highlight(text: string, linkId: LinkId): ComponentChildren | undefined {
  if (text.length > maxLength) return undefined
  const trimmed = text.trim()
  if (trimmed.startsWith('{') || trimmed.startsWith('[')) return highlightJson(trimmed, linkId)
  return trimmed.startsWith('<') ? highlightXml(trimmed) : undefined
}

function highlightJson(text: string, linkId: LinkId): ComponentChildren | undefined {
  try {
    const formatted = JSON.stringify(JSON.parse(text), null, 2)
    const token = /("(?:\\.|[^"\\])*"?)(\s*:)?|\b(?:true|false|null)\b|-?\d[\d.eE+-]*/g
    let name = ''
    return splitIntoSpans(formatted, token, ([whole, quoted, colon]) => {
      if (colon) {
        name = quoted!.slice(1, -1)
        return [[quoted!, 'is-name'], [colon]]
      }
      if (!quoted) return [[whole, 'is-value']]
      return [[whole, 'is-text', linkId(name, whole.slice(1, -1))]]
    })
  } catch {
    return undefined
  }
}

function highlightXml(text: string): ComponentChildren | undefined {
  const parsed = new DOMParser().parseFromString(text, 'application/xml')
  if (parsed.querySelector('parsererror')) return undefined
  return splitIntoSpans(indentXml(parsed.documentElement, ''), /<[^<>]+>/g, ([whole]) => [
    [whole, 'is-name'],
  ])
}

/** Indents elements that contain elements only; elements with text are kept as they are. */
function indentXml(element: Element, indent: string): string {
  const whole = new XMLSerializer().serializeToString(element)
  const hasText = [...element.childNodes].some(
    (node) => node.nodeType !== Node.ELEMENT_NODE && node.textContent!.trim() !== '',
  )
  if (hasText || element.children.length === 0) return indent + stripNamespace(whole, indent)
  const open = stripNamespace(/^<[^>]+>/.exec(whole)![0], indent)
  const inner = [...element.children].map((child) => indentXml(child, `${indent}  `))
  return `${indent}${open}\n${inner.join('\n')}\n${indent}</${element.nodeName}>`
}

/** XMLSerializer repeats the namespace on each element that is serialized alone. */
const stripNamespace = (text: string, indent: string): string =>
  indent === '' ? text : text.replace(/^(<[^>]*?) xmlns="[^"]*"/, '$1')

type Segment = readonly [text: string, className?: string, href?: string]

function splitIntoSpans(
  text: string,
  token: RegExp,
  splitMatch: (match: RegExpExecArray) => readonly Segment[],
): ComponentChildren {
  const segments: Segment[] = []
  let end = 0
  for (const match of text.matchAll(token)) {
    segments.push([text.slice(end, match.index)], ...splitMatch(match))
    end = match.index + match[0].length
  }
  segments.push([text.slice(end)])
  return segments.map(([segment, className, href]) => {
    const content = href ? <a href={href}>{segment}</a> : segment
    return className ? <span class={className}>{content}</span> : content
  })
}
