/** What one element hands in under its name: a text, or texts and booleans by names of their own. */
export type FieldAnswer = string | Readonly<Record<string, string | boolean | readonly string[]>>

/** An element that asks something. */
export abstract class FormElement extends HTMLElement {
  abstract readonly answer: FieldAnswer | undefined

  get name(): string {
    return this.getAttribute('name') ?? ''
  }

  /** The browser's own controls in it, which check what is filled in and say what is wrong. */
  reportValidity(): boolean {
    return [...this.querySelectorAll<HTMLInputElement>('input, textarea, select')].every(
      (control) => control.reportValidity(),
    )
  }
}

/** Puts what an element holds beside a control, as its label. */
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

/** Whether an attribute that is a switch is on: `checked`, `checked="true"`. */
export const hasBooleanAttribute = (element: Element, name: string): boolean =>
  element.hasAttribute(name) && element.getAttribute(name) !== 'false'

/** A list as pages write it: in JSON, or with single quotes as JavaScript has it. */
export function parseList(text: string | null): readonly string[] {
  for (const candidate of [text ?? '[]', (text ?? '').replaceAll("'", '"')])
    try {
      const parsed: unknown = JSON.parse(candidate)
      if (Array.isArray(parsed)) return parsed.map(String)
    } catch {
      // The next way of writing may be meant.
    }
  return []
}
