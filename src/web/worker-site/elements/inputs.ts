import { createElement, FormElement, hasBooleanAttribute } from './form-element.js'

/** A text field that wraps a native control. */
abstract class TextElement<T extends HTMLInputElement | HTMLTextAreaElement> extends FormElement {
  protected abstract makeControl(): T
  #control?: T

  connectedCallback(): void {
    if (this.#control) return
    const control = this.makeControl()
    this.#control = control
    control.required = hasBooleanAttribute(this, 'required')
    control.disabled = hasBooleanAttribute(this, 'disabled')
    control.placeholder = this.getAttribute('placeholder') ?? ''
    control.value = this.getAttribute('value') ?? control.value
    for (const [attribute, nativeAttribute] of limits) {
      const limit = this.getAttribute(attribute)
      if (limit !== null) control.setAttribute(nativeAttribute, limit)
    }
    control.autofocus =
      hasBooleanAttribute(this, 'auto-focus') || hasBooleanAttribute(this, 'autofocus')
    const labelText = this.getAttribute('label') ?? ''
    this.append(
      createElement(
        'label',
        '',
        ...(labelText ? [createElement('span', '', labelText)] : []),
        control,
      ),
    )
    if (!labelText) control.setAttribute('aria-label', control.placeholder || this.name)
  }

  get value(): string {
    return this.#control?.value ?? this.getAttribute('value') ?? ''
  }

  set value(value: string) {
    if (this.#control) this.#control.value = value
    else this.setAttribute('value', value)
  }

  get answer(): string | undefined {
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

export class InputElement extends TextElement<HTMLInputElement> {
  /** A field that was left empty is not in the answers. */
  override get answer(): string | undefined {
    return this.value || undefined
  }

  protected makeControl(): HTMLInputElement {
    const input = createElement('input')
    input.type = this.getAttribute('type') ?? 'text'
    const pattern = this.getAttribute('allowed-pattern')
    if (pattern !== null && hasBooleanAttribute(this, 'auto-validate'))
      input.pattern = `(?:${pattern})*`
    input.title = this.getAttribute('error-message') ?? ''
    return input
  }
}

export class TextArea extends TextElement<HTMLTextAreaElement> {
  protected makeControl(): HTMLTextAreaElement {
    const area = createElement('textarea')
    area.rows = 3
    return area
  }
}

/** A number in a range; the default is the minimum. */
export class Slider extends TextElement<HTMLInputElement> {
  override connectedCallback(): void {
    super.connectedCallback()
    this.#arrangeLabels()
  }

  /** Puts each label below its position. */
  #arrangeLabels(): void {
    const labels = this.querySelectorAll<HTMLElement>(':scope > crowd-slider-label')
    if (labels.length === 0) return
    const [min, max] = [
      Number(this.getAttribute('min') ?? 0),
      Number(this.getAttribute('max') ?? 100),
    ]
    for (const label of labels) {
      const share = (Number(label.getAttribute('position') ?? min) - min) / (max - min || 1)
      label.style.left = `${share * 100}%`
      // The labels at the ends stay within the slider.
      if (share <= 0) label.style.transform = 'none'
      if (share >= 1) label.style.transform = 'translateX(-100%)'
    }
    this.append(createElement('span', 'crowd-slider-labels', ...labels))
  }

  protected makeControl(): HTMLInputElement {
    const slider = createElement('input')
    slider.type = 'range'
    // The browser clamps the value to the limits, so they must be set first.
    for (const name of ['min', 'max', 'step'])
      if (this.hasAttribute(name)) slider.setAttribute(name, this.getAttribute(name)!)
    slider.value = this.getAttribute('value') ?? (slider.min || '0')
    const output = createElement('output', '', slider.value)
    slider.addEventListener('input', () => {
      output.textContent = slider.value
    })
    if (hasBooleanAttribute(this, 'pin') || hasBooleanAttribute(this, 'editable'))
      this.append(output)
    return slider
  }
}
