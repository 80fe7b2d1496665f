import { createElement, hasBooleanAttribute } from './form-element.js'
import { createIcon } from './icons.js'

/** Submits or resets the form, or opens a link. */
export class Button extends HTMLElement {
  #control?: HTMLButtonElement

  connectedCallback(): void {
    if (this.#control) return
    const control = createElement('button')
    this.#control = control
    control.type = 'button'
    control.disabled = hasBooleanAttribute(this, 'disabled') || hasBooleanAttribute(this, 'loading')
    if (hasBooleanAttribute(this, 'loading')) control.setAttribute('aria-busy', 'true')
    control.append(...this.childNodes)
    this.decorate(control)
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

  /** Adds the icon. */
  protected decorate(control: HTMLButtonElement): void {
    const icon = this.getAttribute('icon-url') ?? this.getAttribute('icon')
    if (icon === null) return
    if (this.getAttribute('icon-align') === 'right') control.append(' ', createIcon(icon))
    else control.prepend(createIcon(icon), ' ')
    if (this.getAttribute('variant') === 'icon') control.setAttribute('aria-label', icon)
  }

  get disabled(): boolean {
    return this.#control?.disabled ?? hasBooleanAttribute(this, 'disabled')
  }

  set disabled(disabled: boolean) {
    this.toggleAttribute('disabled', disabled)
    if (this.#control) this.#control.disabled = disabled
  }
}

/** A button with an icon in its centre. */
export class IconButton extends Button {
  protected override decorate(control: HTMLButtonElement): void {
    const [icon, label] = [this.getAttribute('icon'), this.getAttribute('label')]
    control.prepend(icon === null ? (label ?? '…') : createIcon(icon))
    control.setAttribute('aria-label', this.title || label || icon || 'Button')
  }
}

/** A round button that floats over the page. */
export class FloatingButton extends IconButton {}

/** Floats over the upper right corner of the element with the ID `for`, or of its parent. */
export class Badge extends HTMLElement {
  connectedCallback(): void {
    if (this.dataset.initialized) return
    this.dataset.initialized = 'yes'
    const icon = this.getAttribute('icon')
    this.prepend(icon === null ? (this.getAttribute('label') ?? '') : createIcon(icon))
    const target = document.getElementById(this.getAttribute('for') ?? '') ?? this.parentElement
    if (!target) return
    if (getComputedStyle(target).position === 'static') target.style.position = 'relative'
    if (this.parentElement !== target) target.append(this)
  }
}
