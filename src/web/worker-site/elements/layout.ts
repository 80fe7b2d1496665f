import { createElement } from './form-element.js'

export class Card extends HTMLElement {
  connectedCallback(): void {
    const heading = this.getAttribute('heading')
    const image = this.getAttribute('image')
    if (this.dataset.initialized) return
    this.dataset.initialized = 'yes'
    if (heading !== null) this.prepend(createElement('h3', '', heading))
    if (image !== null) this.prepend(Object.assign(createElement('img'), { src: image, alt: '' }))
  }
}

/** Shows the short instructions, and the long ones on demand. */
export class Instructions extends HTMLElement {
  connectedCallback(): void {
    arrangeInstructions(this)
  }
}

const longInstructions =
  'full-instructions, detailed-instructions, positive-example, negative-example'

/** Moves short instructions to the top, and long ones into an element that can be opened. */
function arrangeInstructions(element: Element): void {
  const [short, long] = ['short-instructions, short-summary', longInstructions].map((names) => [
    ...element.querySelectorAll<HTMLElement>(
      names
        .split(', ')
        .map((name) => `:scope > ${name}`)
        .join(', '),
    ),
  ])
  element.prepend(...short!)
  if (long!.length === 0 || element.querySelector(':scope > details')) return
  const linkText = element.getAttribute('link-text') ?? 'Click for instructions'
  for (const each of long!) {
    const header = each.getAttribute('header') ?? defaultHeadings[each.localName]
    if (header !== undefined) each.prepend(createElement('h3', '', header))
  }
  const details = createElement('details', '', createElement('summary', '', linkText), ...long!)
  if (short!.length > 0) short!.at(-1)!.after(details)
  else element.prepend(details)
}

const defaultHeadings: Readonly<Record<string, string>> = {
  'positive-example': 'Good example',
  'negative-example': 'Bad example',
}
