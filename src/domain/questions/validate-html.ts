import {
  type DefaultTreeAdapterMap,
  ErrorCodes,
  InsertionMode,
  Parser,
  type ParserError,
  type Token,
} from 'parse5'
import { htmlNotValid } from '../errors.js'

/**
 * Parse errors that refuse a page. The first is captured (coco-ui pull request 4); the others are of
 * its kind: a tag or a character reference that the parser has to guess. Pages without a document
 * type, with self-closing tags or with missing end tags are accepted: Amazon's own examples are such.
 */
const refusedErrors: Readonly<Record<string, string>> = {
  [ErrorCodes.missingWhitespaceBetweenAttributes]: 'No space between attributes.',
  [ErrorCodes.duplicateAttribute]: 'Duplicate attribute.',
  [ErrorCodes.missingAttributeValue]: 'Attribute value missing.',
  [ErrorCodes.unexpectedCharacterInAttributeName]: 'Bad character in attribute name.',
  [ErrorCodes.unexpectedCharacterInUnquotedAttributeValue]:
    'Bad character in unquoted attribute value.',
  [ErrorCodes.unexpectedEqualsSignBeforeAttributeName]: 'Attribute name missing.',
  [ErrorCodes.invalidFirstCharacterOfTagName]: 'Bad character after “<”.',
  [ErrorCodes.eofInTag]: 'End of file inside a tag.',
  [ErrorCodes.eofInComment]: 'End of file inside a comment.',
  [ErrorCodes.unknownNamedCharacterReference]: 'Named character reference is not known.',
  [ErrorCodes.missingSemicolonAfterCharacterReference]:
    'Character reference was not terminated by a semicolon.',
}

/** Captured (MTurkR#30). */
const bareAmpersand =
  '“&” did not start a character reference. (“&” probably should have been escaped as “&amp;”.)'

/** Captured (coco-ui pull request 4). */
const secondBody = 'An “body” start tag seen but an element of the same type was already open.'

interface Place {
  readonly line: number
  readonly column: number
}

/** What is wrong, and where. */
export interface HtmlError extends Place {
  readonly text: string
}

/**
 * Refuses a page that is not HTML5 for MTurk.
 *
 * @throws ParameterValidationError with the line, column and text of each error
 */
export function validateHtml(html: string): void {
  const errors = findHtmlErrors(html)
  if (errors.length === 0) return
  const list = errors.map(({ line, column, text }) => `<! [${line},${column}] ${text} !>`).join(' ')
  throw htmlNotValid(list, html)
}

/** In the order of the page. */
export function findHtmlErrors(html: string): readonly HtmlError[] {
  const errors: HtmlError[] = []
  const unterminated = new Set<number>()
  const parser = new CheckingParser(html, errors, ({ code, startLine, startCol, startOffset }) => {
    if (code === ErrorCodes.missingSemicolonAfterCharacterReference) unterminated.add(startOffset)
    const text = refusedErrors[code]
    if (text !== undefined) errors.push({ line: startLine, column: startCol, text })
  })
  parser.tokenizer.write(html, true)
  const locate = createLocator(html)
  for (const { name, offset } of parser.ampersands) {
    const isReference = [...name].some((_, index) => unterminated.has(offset + index + 2))
    if (!isReference) errors.push({ ...locate(offset), text: bareAmpersand })
  }
  return errors.sort((a, b) => a.line - b.line || a.column - b.column)
}

/** Reports what the parser corrects silently. */
class CheckingParser extends Parser<DefaultTreeAdapterMap> {
  /** Names behind ampersands in text, without a semicolon. */
  readonly ampersands: { readonly name: string; readonly offset: number }[] = []
  readonly #html: string
  readonly #errors: HtmlError[]

  constructor(html: string, errors: HtmlError[], onParseError: (error: ParserError) => void) {
    super({ sourceCodeLocationInfo: true, onParseError })
    this.#html = html
    this.#errors = errors
  }

  override onStartTag(token: Token.TagToken): void {
    if (token.tagName === 'body' && this.#hasBody())
      this.#errors.push({
        // The end of the tag, as in the capture.
        line: token.location!.endLine,
        column: token.location!.endCol - 1,
        text: secondBody,
      })
    super.onStartTag(token)
  }

  override onCharacter(token: Token.CharacterToken): void {
    // Nothing in a script, a style or another element of text alone is a character reference.
    if (this.insertionMode !== InsertionMode.TEXT) {
      const { startOffset, endOffset } = token.location!
      for (const match of this.#html.slice(startOffset, endOffset).matchAll(namedReference))
        this.ampersands.push({ name: match[1]!, offset: startOffset + match.index })
    }
    super.onCharacter(token)
  }

  #hasBody(): boolean {
    const root = this.document.childNodes.find(({ nodeName }) => nodeName === 'html')
    return (
      root !== undefined &&
      'childNodes' in root &&
      root.childNodes.some(({ nodeName }) => nodeName === 'body')
    )
  }
}

const namedReference = /&([A-Za-z][A-Za-z0-9]*)(?![A-Za-z0-9;])/g

/** Lines and columns count from 1. */
function createLocator(text: string): (offset: number) => Place {
  const lineStarts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)]
  return (offset) => {
    let low = 0
    let high = lineStarts.length - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if (lineStarts[middle]! <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - lineStarts[low]! + 1 }
  }
}
