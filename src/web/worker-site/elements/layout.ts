import { isOn, make } from './field.js'

/** Hands the form in, clears it, or does what its page makes it do. */
export class Button extends HTMLElement {
  #control?: HTMLButtonElement

  connectedCallback(): void {
    if (this.#control) return
    const control = make('button')
    this.#control = control
    control.type = 'button'
    control.disabled = isOn(this, 'disabled')
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
    return this.#control?.disabled ?? isOn(this, 'disabled')
  }

  set disabled(disabled: boolean) {
    this.toggleAttribute('disabled', disabled)
    if (this.#control) this.#control.disabled = disabled
  }
}

export class Alert extends HTMLElement {
  connectedCallback(): void {
    this.setAttribute('role', this.getAttribute('type') === 'error' ? 'alert' : 'status')
    if (!isOn(this, 'dismissible') || this.querySelector(':scope > button')) return
    const close = make('button', '', '×')
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
    if (this.dataset.begun) return
    this.dataset.begun = 'yes'
    if (heading !== null) this.prepend(make('h3', '', heading))
    if (image !== null) this.prepend(Object.assign(make('img'), { src: image, alt: '' }))
  }
}

/** Tabs are shown one below the other, each under its heading. */
export class Tab extends HTMLElement {
  connectedCallback(): void {
    const header = this.getAttribute('header')
    if (header === null || this.dataset.begun) return
    this.dataset.begun = 'yes'
    this.prepend(make('h3', '', header))
  }
}

/** Shows the short ones, and the long ones when they are asked for. */
export class Instructions extends HTMLElement {
  connectedCallback(): void {
    instructed(this)
  }
}

const longOnes = 'full-instructions, detailed-instructions, positive-example, negative-example'

/** Puts an element's instructions in order. */
export function instructed(element: Element): void {
  const [short, long] = ['short-instructions, short-summary', longOnes].map((names) => [
    ...element.querySelectorAll<HTMLElement>(
      names
        .split(', ')
        .map((name) => `:scope > ${name}`)
        .join(', '),
    ),
  ])
  element.prepend(...short!)
  if (long!.length === 0 || element.querySelector(':scope > details')) return
  const says = element.getAttribute('link-text') ?? 'View instructions'
  for (const each of long!) {
    const header = each.getAttribute('header') ?? headers[each.localName]
    if (header !== undefined) each.prepend(make('h3', '', header))
  }
  const details = make('details', '', make('summary', '', says), ...long!)
  if (short!.length > 0) short!.at(-1)!.after(details)
  else element.prepend(details)
}

const headers: Readonly<Record<string, string>> = {
  'positive-example': 'Good example',
  'negative-example': 'Bad example',
}
