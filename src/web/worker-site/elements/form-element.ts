/** The answer of one element: a text, or texts and booleans by name. */
export type FieldAnswer = string | Readonly<Record<string, string | boolean | readonly string[]>>

/** An element with an answer. */
export abstract class FormElement extends HTMLElement {
  abstract readonly answer: FieldAnswer | undefined

  get name(): string {
    return this.getAttribute('name') ?? ''
  }

  /** Validates the native controls inside and shows their messages. */
  reportValidity(): boolean {
    return [...this.querySelectorAll<HTMLInputElement>('input, textarea, select')].every(
      (control) => control.reportValidity(),
    )
  }
}

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

/** Parses a list in JSON, or with single quotes as in JavaScript, which pages use as well. */
export function parseList(text: string | null): readonly string[] {
  for (const candidate of [text ?? '[]', (text ?? '').replaceAll("'", '"')])
    try {
      const parsed: unknown = JSON.parse(candidate)
      if (Array.isArray(parsed)) return parsed.map(String)
    } catch {
      // Try the other syntax.
    }
  return []
}
