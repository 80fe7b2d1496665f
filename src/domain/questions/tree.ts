import { XmlDocument, type XmlElement } from 'libxml2-wasm'

/** An element with what is asked of it here: names without their namespaces, texts, attributes. */
export interface Element {
  readonly name: string
  readonly text: string
  readonly children: readonly Element[]
  readonly attributes: Readonly<Record<string, string>>
}

/**
 * XML as plain values; the parser's own memory is given back before it returns.
 *
 * @throws XmlError for what is no XML
 */
export function treeOf(xml: string): Element {
  const document = XmlDocument.fromString(xml)
  try {
    return plain(document.root)
  } finally {
    document.dispose()
  }
}

const plain = (element: XmlElement): Element => ({
  name: element.name,
  text: element.content,
  children: (element.find('*') as XmlElement[]).map(plain),
  attributes: Object.fromEntries(element.attrs.map(({ name, value }) => [name, value])),
})

export const all = ({ children }: Element, name: string): readonly Element[] =>
  children.filter((child) => child.name === name)

export const one = ({ children }: Element, name: string): Element | undefined =>
  children.find((child) => child.name === name)

export const textOf = (element: Element | undefined, name: string): string | undefined =>
  element && one(element, name)?.text
