import { createElement, FormElement, hasBooleanAttribute, parseList } from './form-element.js'
import { arrangeInstructions } from './layout.js'

let count = 0

/** Shows a target and lets the worker choose one category or several. */
abstract class CategoryElement extends FormElement {
  protected abstract readonly isMultiple: boolean
  #controls?: readonly HTMLInputElement[]

  /** The elements to classify. */
  protected getTargets(): readonly Element[] {
    return [...this.querySelectorAll(':scope > classification-target')]
  }

  connectedCallback(): void {
    if (this.#controls) return
    const name = `${++count} of crowd-classifier`
    const group = createElement(
      'fieldset',
      '',
      createElement('legend', '', this.getAttribute('header') ?? ''),
    )
    this.#controls = parseList(this.getAttribute('categories')).map((category) => {
      const control = createElement('input')
      Object.assign(control, {
        type: this.isMultiple ? 'checkbox' : 'radio',
        name,
        value: category,
        // A multiple choice may be empty.
        required: !this.isMultiple,
        disabled: hasBooleanAttribute(this, 'disabled'),
      })
      group.append(createElement('label', '', control, ` ${category}`))
      return control
    })
    const targets = this.getTargets()
    arrangeInstructions(this)
    this.append(...targets, group)
  }

  protected get labels(): readonly string[] {
    return (this.#controls ?? []).filter(({ checked }) => checked).map(({ value }) => value)
  }

  get value() {
    return this.answer
  }
}

export class Classifier extends CategoryElement {
  protected readonly isMultiple: boolean = false

  get answer() {
    const [label] = this.labels
    return label === undefined ? undefined : { label }
  }
}

export class ClassifierMultiSelect extends CategoryElement {
  protected readonly isMultiple: boolean = true

  get answer() {
    return { labels: this.labels }
  }
}

export class ImageClassifier extends Classifier {
  protected override getTargets() {
    return [createImage(this)]
  }
}

export class ImageClassifierMultiSelect extends ClassifierMultiSelect {
  protected override getTargets() {
    return [createImage(this)]
  }
}

function createImage(element: Element): HTMLImageElement {
  const image = createElement('img')
  image.src = element.getAttribute('src') ?? ''
  image.alt = 'Image to classify'
  return image
}
