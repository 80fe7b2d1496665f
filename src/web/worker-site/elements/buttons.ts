import { createElement, FormElement, hasBooleanAttribute, wrapInLabel } from './form-element.js'

abstract class ToggleElement extends FormElement {
  protected abstract readonly kind: 'checkbox' | 'radio'
  protected control?: HTMLInputElement

  connectedCallback(): void {
    if (this.control) return
    const control = createElement('input')
    this.control = control
    control.type = this.kind
    control.checked = hasBooleanAttribute(this, 'checked')
    control.disabled = hasBooleanAttribute(this, 'disabled')
    control.required = hasBooleanAttribute(this, 'required')
    const label = wrapInLabel(this, control)
    if (label.textContent?.trim() === '')
      control.setAttribute('aria-label', this.getAttribute('label') ?? this.name)
  }

  get value(): string {
    return this.getAttribute('value') ?? 'on'
  }

  get checked(): boolean {
    return this.control?.checked ?? hasBooleanAttribute(this, 'checked')
  }

  set checked(checked: boolean) {
    if (this.control) this.control.checked = checked
    else this.toggleAttribute('checked', checked)
  }

  get answer() {
    return { [this.value]: this.checked }
  }
}

export class Checkbox extends ToggleElement {
  protected readonly kind = 'checkbox'
}

export class ToggleButton extends ToggleElement {
  protected readonly kind = 'checkbox'
}

/** A radio button of its group, or of all with the same name where there is no group. */
export class RadioButton extends ToggleElement {
  protected readonly kind = 'radio'

  override connectedCallback(): void {
    super.connectedCallback()
    const group = this.closest('crowd-radio-group')
    if (group) group.id ||= `crowd-radio-group-${[...findRadioGroups()].indexOf(group)}`
    this.control!.name = `${group ? group.id : this.name} of crowd-radio-button`
    if (group && hasBooleanAttribute(group, 'required')) this.control!.required = true
    if (group && hasBooleanAttribute(group, 'disabled')) this.control!.disabled = true
  }
}

const findRadioGroups = () => document.querySelectorAll('crowd-radio-group')

/** Groups radio buttons, each of which gives its own answer. */
export class RadioGroup extends HTMLElement {
  connectedCallback(): void {
    this.setAttribute('role', 'radiogroup')
  }
}
