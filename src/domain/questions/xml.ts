import { XmlDocument, type XmlElement } from 'libxml2-wasm'

/** An element with what is asked of it here: names without their namespaces, texts, attributes. */
export interface XmlNode {
  readonly name: string
  readonly text: string
  readonly children: readonly XmlNode[]
  readonly attributes: Readonly<Record<string, string>>
}

/**
 * XML as plain values; the parser's own memory is given back before it returns.
 *
 * @throws XmlError for what is no XML
 */
export function parseXml(xml: string): XmlNode {
  const document = XmlDocument.fromString(xml)
  try {
    return toXmlNode(document.root)
  } finally {
    document.dispose()
  }
}

const toXmlNode = (element: XmlElement): XmlNode => ({
  name: element.name,
  text: element.content,
  children: (element.find('*') as XmlElement[]).map(toXmlNode),
  attributes: Object.fromEntries(element.attrs.map(({ name, value }) => [name, value])),
})

export const findChildren = ({ children }: XmlNode, name: string): readonly XmlNode[] =>
  children.filter((child) => child.name === name)

export const findChild = ({ children }: XmlNode, name: string): XmlNode | undefined =>
  children.find((child) => child.name === name)

export const childText = (element: XmlNode | undefined, name: string): string | undefined =>
  element && findChild(element, name)?.text
