import { createElement, hasBooleanAttribute } from './form-element.js'

/** Submits or resets the form, or opens a link. */
export class Button extends HTMLElement {
  #control?: HTMLButtonElement

  connectedCallback(): void {
    if (this.#control) return
    const control = createElement('button')
    this.#control = control
    control.type = 'button'
    control.disabled = hasBooleanAttribute(this, 'disabled')
    control.append(...this.childNodes)
    this.append(control)
    const href = this.getAttribute('href')
    control.addEventListener('click', () => {
      const form = this.closest<HTMLElement & { requestSubmit(): void; reset(): void }>(
        'crowd-form',
      )
      const action = this.getAttribute('form-action')
      if (action === 'submit') form?.requestSubmit()
      else if (action === 'reset') form?.reset()
      else if (href !== null) window.open(href, this.getAttribute('target') ?? '_blank')
    })
  }

  get disabled(): boolean {
    return this.#control?.disabled ?? hasBooleanAttribute(this, 'disabled')
  }

  set disabled(disabled: boolean) {
    this.toggleAttribute('disabled', disabled)
    if (this.#control) this.#control.disabled = disabled
  }
}

export class Alert extends HTMLElement {
  connectedCallback(): void {
    this.setAttribute('role', this.getAttribute('type') === 'error' ? 'alert' : 'status')
    if (!hasBooleanAttribute(this, 'dismissible') || this.querySelector(':scope > button')) return
    const close = createElement('button', '', '×')
    close.type = 'button'
    close.setAttribute('aria-label', 'Dismiss')
    close.addEventListener('click', () => this.remove())
    this.append(close)
  }
}

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

/** Shows tabs one below the other, each with its heading. */
export class Tab extends HTMLElement {
  connectedCallback(): void {
    const header = this.getAttribute('header')
    if (header === null || this.dataset.initialized) return
    this.dataset.initialized = 'yes'
    this.prepend(createElement('h3', '', header))
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
export function arrangeInstructions(element: Element): void {
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
  const linkText = element.getAttribute('link-text') ?? 'View instructions'
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
