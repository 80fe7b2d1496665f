import { createElement, hasBooleanAttribute } from './form-element.js'

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

/** Opens its content in a dialog. */
export class Modal extends HTMLElement {
  connectedCallback(): void {
    if (this.dataset.initialized) return
    this.dataset.initialized = 'yes'
    const linkText = this.getAttribute('link-text') ?? 'Click to open modal'
    const isButton = this.getAttribute('link-type') === 'button'
    const opener = createElement('button', isButton ? '' : 'crowd-link', linkText)
    opener.type = 'button'
    const close = createElement('button', '', 'Close')
    close.type = 'button'
    const dialog = createElement('dialog', '', ...this.childNodes, close)
    dialog.setAttribute('aria-label', linkText)
    opener.addEventListener('click', () => dialog.showModal())
    close.addEventListener('click', () => dialog.close())
    this.append(opener, dialog)
  }
}

const defaultToastDuration = '3000'

/** A notice that is shown for a while after it was opened; only one is visible. */
export class Toast extends HTMLElement {
  static readonly observedAttributes = ['opened', 'text']

  connectedCallback(): void {
    this.setAttribute('role', 'status')
    // The style sheet animates it from its opening to its end.
    this.addEventListener('animationend', () => this.close())
  }

  attributeChangedCallback(name: string): void {
    if (name === 'text') this.textContent = this.getAttribute('text')
    if (!this.opened) return
    this.style.animationDuration = `${this.getAttribute('duration') ?? defaultToastDuration}ms`
    for (const toast of document.querySelectorAll<Toast>('crowd-toast[opened]'))
      if (toast !== this) toast.close()
  }

  get opened(): boolean {
    return hasBooleanAttribute(this, 'opened')
  }

  set opened(opened: boolean) {
    this.toggleAttribute('opened', opened)
  }

  open(): void {
    this.opened = true
  }

  close(): void {
    this.opened = false
  }
}
