import type { ComponentChildren } from 'preact'

/** Longer texts are shown as they are: colouring them would take a browser too long. */
const longest = 200_000

/** A text of JSON or XML, set out so that a person can read it; nothing when it is neither. */
export function pretty(text: string): ComponentChildren | undefined {
  if (text.length > longest) return undefined
  const trimmed = text.trim()
  if (trimmed.startsWith('{') || trimmed.startsWith('[')) return prettyJson(trimmed)
  return trimmed.startsWith('<') ? prettyXml(trimmed) : undefined
}

function prettyJson(text: string): ComponentChildren | undefined {
  try {
    const laidOut = JSON.stringify(JSON.parse(text), null, 2)
    const token = /("(?:\\.|[^"\\])*"?)(\s*:)?|\b(?:true|false|null)\b|-?\d[\d.eE+-]*/g
    return coloured(laidOut, token, ([whole, quoted, colon]) =>
      colon ? [[quoted!, 'is-name'], [colon]] : [[whole, quoted ? 'is-text' : 'is-value']],
    )
  } catch {
    return undefined
  }
}

function prettyXml(text: string): ComponentChildren | undefined {
  const parsed = new DOMParser().parseFromString(text, 'application/xml')
  if (parsed.querySelector('parsererror')) return undefined
  return coloured(laidOut(parsed.documentElement, ''), /<[^<>]+>/g, ([whole]) => [
    [whole, 'is-name'],
  ])
}

/** Elements that hold elements only are set out over lines; whatever holds text stays as it is. */
function laidOut(element: Element, indent: string): string {
  const whole = new XMLSerializer().serializeToString(element)
  const holdsText = [...element.childNodes].some(
    (node) => node.nodeType !== Node.ELEMENT_NODE && node.textContent!.trim() !== '',
  )
  if (holdsText || element.children.length === 0) return indent + withoutNamespace(whole, indent)
  const open = withoutNamespace(/^<[^>]+>/.exec(whole)![0], indent)
  const inner = [...element.children].map((child) => laidOut(child, `${indent}  `))
  return `${indent}${open}\n${inner.join('\n')}\n${indent}</${element.nodeName}>`
}

/** The serializer repeats the namespace on each element that it is given alone. */
const withoutNamespace = (text: string, indent: string): string =>
  indent === '' ? text : text.replace(/^(<[^>]*?) xmlns="[^"]*"/, '$1')

type Piece = readonly [text: string, colour?: string]

function coloured(
  text: string,
  token: RegExp,
  piecesOf: (match: RegExpExecArray) => readonly Piece[],
): ComponentChildren {
  const pieces: Piece[] = []
  let end = 0
  for (const match of text.matchAll(token)) {
    pieces.push([text.slice(end, match.index)], ...piecesOf(match))
    end = match.index + match[0].length
  }
  pieces.push([text.slice(end)])
  return pieces.map(([piece, colour]) => (colour ? <span class={colour}>{piece}</span> : piece))
}
