import { parseLooseJson } from './loose-json.js'

/** The answer of one element: a text, or values by name. */
export type FieldAnswer = string | AnswerObject

export interface AnswerObject {
  readonly [name: string]: AnswerValue
}

type AnswerValue = string | number | boolean | AnswerObject | readonly AnswerValue[]

/** An element with an answer. */
export abstract class FormElement extends HTMLElement {
  abstract readonly answer: FieldAnswer | undefined

  get name(): string {
    return this.getAttribute('name') ?? ''
  }

  get disabled(): boolean {
    return hasBooleanAttribute(this, 'disabled')
  }

  set disabled(disabled: boolean) {
    this.toggleAttribute('disabled', disabled)
    for (const control of this.controls) control.disabled = disabled
  }

  /** The native controls of the element itself, without those that a page puts inside. */
  protected get controls(): readonly NativeControl[] {
    return [...this.querySelectorAll<NativeControl>(nativeControls)]
  }

  checkValidity(): boolean {
    return this.controls.every((control) => control.checkValidity())
  }

  /** Validates the native controls and shows their messages. */
  reportValidity(): boolean {
    return this.controls.every((control) => control.reportValidity())
  }
}

export type NativeControl = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

export const nativeControls = 'input, textarea, select'

/** Moves an element's children into a label for the control. */
export function wrapInLabel(element: HTMLElement, control: HTMLElement): HTMLLabelElement {
  const label = document.createElement('label')
  label.append(control, ...element.childNodes)
  element.append(label)
  return label
}

export function createElement<K extends keyof HTMLElementTagNameMap>(
  name: K,
  className = '',
  ...content: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name)
  if (className) element.className = className
  element.append(...content)
  return element
}

/** Whether a boolean attribute is set: `checked`, `checked="true"`. */
export const hasBooleanAttribute = (element: Element, name: string): boolean =>
  element.hasAttribute(name) && element.getAttribute(name) !== 'false'

/** Parses a list of texts, in JSON or as JavaScript writes it. */
export function parseList(text: string | null): readonly string[] {
  const parsed = parseLooseJson(text)
  return Array.isArray(parsed) ? parsed.map(String) : []
}
