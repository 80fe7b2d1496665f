/** A part of a text, in Unicode characters; the end is the first one after it. */
export interface TextRange {
  readonly startOffset: number
  readonly endOffset: number
}

/** JavaScript counts some characters twice; Amazon's offsets are those of Unicode. */
export const countCharacters = (text: string): number => [...text].length

/**
 * The selected part of a text that consists of elements with `data-offset`. What is between them,
 * such as buttons, does not count. Returns `undefined` if no character is selected.
 */
export function readSelection(container: Element): TextRange | undefined {
  const selection = document.getSelection()
  if (!selection || selection.rangeCount === 0 || selection.isCollapsed) return undefined
  const range = selection.getRangeAt(0)
  const parts = [...container.querySelectorAll<HTMLElement>('[data-offset]')].flatMap((element) => {
    const node = element.firstChild
    if (!(node instanceof Text) || !range.intersectsNode(node)) return []
    const from = range.startContainer === node ? range.startOffset : 0
    const to = range.endContainer === node ? range.endOffset : node.length
    if (from >= to) return []
    const offset = Number(element.dataset.offset)
    return [
      {
        startOffset: offset + countCharacters(node.data.slice(0, from)),
        endOffset: offset + countCharacters(node.data.slice(0, to)),
      },
    ]
  })
  const [first] = parts
  return first && { startOffset: first.startOffset, endOffset: parts.at(-1)!.endOffset }
}

/** The next word after a position, or with `direction` -1 the one before it. */
export function findWord(text: string, from: number, direction: 1 | -1): TextRange | undefined {
  const words = [...text.matchAll(/[\p{L}\p{N}\p{M}_'’-]+/gu)].map(({ 0: word, index }) => {
    const startOffset = countCharacters(text.slice(0, index))
    return { startOffset, endOffset: startOffset + countCharacters(word) }
  })
  return direction === 1
    ? words.find(({ startOffset }) => startOffset >= from)
    : words.findLast(({ endOffset }) => endOffset <= from)
}
