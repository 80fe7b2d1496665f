import { Field, isOn, labelled, make } from './field.js'

/** A control that is on or off. */
abstract class Switch extends Field {
  protected abstract readonly kind: 'checkbox' | 'radio'
  protected control?: HTMLInputElement

  connectedCallback(): void {
    if (this.control) return
    const control = make('input')
    this.control = control
    control.type = this.kind
    control.checked = isOn(this, 'checked')
    control.disabled = isOn(this, 'disabled')
    control.required = isOn(this, 'required')
    const label = labelled(this, control)
    if (label.textContent?.trim() === '')
      control.setAttribute('aria-label', this.getAttribute('label') ?? this.name)
  }

  get value(): string {
    return this.getAttribute('value') ?? 'on'
  }

  get checked(): boolean {
    return this.control?.checked ?? isOn(this, 'checked')
  }

  set checked(checked: boolean) {
    if (this.control) this.control.checked = checked
    else this.toggleAttribute('checked', checked)
  }

  get answer() {
    return { [this.value]: this.checked }
  }
}

export class Checkbox extends Switch {
  protected readonly kind = 'checkbox'
}

export class ToggleButton extends Switch {
  protected readonly kind = 'checkbox'
}

/** One of those in its group, or of those with its name where there is no group. */
export class RadioButton extends Switch {
  protected readonly kind = 'radio'

  override connectedCallback(): void {
    super.connectedCallback()
    const group = this.closest('crowd-radio-group')
    if (group) group.id ||= `crowd-radio-group-${[...groups()].indexOf(group)}`
    this.control!.name = `${group ? group.id : this.name} of crowd-radio-button`
    if (group && isOn(group, 'required')) this.control!.required = true
    if (group && isOn(group, 'disabled')) this.control!.disabled = true
  }
}

const groups = () => document.querySelectorAll('crowd-radio-group')

/** Holds buttons, each of which answers for itself. */
export class RadioGroup extends HTMLElement {
  connectedCallback(): void {
    this.setAttribute('role', 'radiogroup')
  }
}
