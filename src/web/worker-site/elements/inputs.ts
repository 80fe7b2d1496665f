import { Field, isOn, make } from './field.js'

/** A field for words, with a control of the browser's own in it. */
abstract class Words<T extends HTMLInputElement | HTMLTextAreaElement> extends Field {
  protected abstract makeControl(): T
  #control?: T

  connectedCallback(): void {
    if (this.#control) return
    const control = this.makeControl()
    this.#control = control
    control.required = isOn(this, 'required')
    control.disabled = isOn(this, 'disabled')
    control.placeholder = this.getAttribute('placeholder') ?? ''
    control.value = this.getAttribute('value') ?? control.value
    for (const [ours, theirs] of limits) {
      const limit = this.getAttribute(ours)
      if (limit !== null) control.setAttribute(theirs, limit)
    }
    control.autofocus = isOn(this, 'auto-focus') || isOn(this, 'autofocus')
    const says = this.getAttribute('label') ?? ''
    this.append(make('label', '', ...(says ? [make('span', '', says)] : []), control))
    if (!says) control.setAttribute('aria-label', control.placeholder || this.name)
  }

  get value(): string {
    return this.#control?.value ?? this.getAttribute('value') ?? ''
  }

  set value(value: string) {
    if (this.#control) this.#control.value = value
    else this.setAttribute('value', value)
  }

  get answer() {
    return this.value
  }

  override focus(): void {
    this.#control?.focus()
  }
}

const limits = [
  ['max-length', 'maxlength'],
  ['maxlength', 'maxlength'],
  ['min-length', 'minlength'],
  ['min', 'min'],
  ['max', 'max'],
  ['step', 'step'],
  ['rows', 'rows'],
] as const

export class Input extends Words<HTMLInputElement> {
  protected makeControl(): HTMLInputElement {
    const input = make('input')
    input.type = this.getAttribute('type') ?? 'text'
    const pattern = this.getAttribute('allowed-pattern')
    if (pattern !== null && isOn(this, 'auto-validate')) input.pattern = `(?:${pattern})*`
    input.title = this.getAttribute('error-message') ?? ''
    return input
  }
}

export class TextArea extends Words<HTMLTextAreaElement> {
  protected makeControl(): HTMLTextAreaElement {
    const area = make('textarea')
    area.rows = 3
    return area
  }
}

/** A number between two others; it begins at its least unless it has a value. */
export class Slider extends Words<HTMLInputElement> {
  protected makeControl(): HTMLInputElement {
    const slider = make('input')
    slider.type = 'range'
    // Whatever is shown before it is moved counts: the limits come first.
    for (const name of ['min', 'max', 'step'])
      if (this.hasAttribute(name)) slider.setAttribute(name, this.getAttribute(name)!)
    slider.value = this.getAttribute('value') ?? (slider.min || '0')
    const shown = make('output', '', slider.value)
    slider.addEventListener('input', () => {
      shown.textContent = slider.value
    })
    if (isOn(this, 'pin') || isOn(this, 'editable')) this.append(shown)
    return slider
  }
}
