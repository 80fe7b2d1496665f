import { XmlDocument, type XmlElement, XmlXPath } from 'libxml2-wasm'

/** An element: name without namespace, text, attributes. */
export interface XmlNode {
  readonly name: string
  readonly text: string
  readonly children: readonly XmlNode[]
  readonly attributes: Readonly<Record<string, string>>
}

/**
 * Parses XML to plain values and frees the parser's memory.
 *
 * @throws XmlError for invalid XML
 */
export function parseXml(xml: string): XmlNode {
  const document = XmlDocument.fromString(xml)
  try {
    return toXmlNode(document.root)
  } finally {
    document.dispose()
  }
}

const childElements = XmlXPath.compile('*')

export const toXmlNode = (element: XmlElement): XmlNode => ({
  name: element.name,
  text: element.content,
  children: (element.find(childElements) as XmlElement[]).map(toXmlNode),
  attributes: Object.fromEntries(element.attrs.map(({ name, value }) => [name, value])),
})

export const findChildren = ({ children }: XmlNode, name: string): readonly XmlNode[] =>
  children.filter((child) => child.name === name)

export const findChild = ({ children }: XmlNode, name: string): XmlNode | undefined =>
  children.find((child) => child.name === name)

export const childText = (element: XmlNode | undefined, name: string): string | undefined =>
  element && findChild(element, name)?.text
