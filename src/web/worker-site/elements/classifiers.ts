import { Field, isOn, listIn, make } from './field.js'
import { instructed } from './layout.js'

let count = 0

/** Shows something, and asks for one of some categories, or for several. */
abstract class Categories extends Field {
  protected abstract readonly several: boolean
  #controls?: readonly HTMLInputElement[]

  /** What is to be classified. */
  protected shown(): readonly Element[] {
    return [...this.querySelectorAll(':scope > classification-target')]
  }

  connectedCallback(): void {
    if (this.#controls) return
    const name = `${++count} of crowd-classifier`
    const group = make('fieldset', '', make('legend', '', this.getAttribute('header') ?? ''))
    this.#controls = listIn(this.getAttribute('categories')).map((category) => {
      const control = make('input')
      Object.assign(control, {
        type: this.several ? 'checkbox' : 'radio',
        name,
        value: category,
        // One of them is the answer; of several, none may be.
        required: !this.several,
        disabled: isOn(this, 'disabled'),
      })
      group.append(make('label', '', control, ` ${category}`))
      return control
    })
    const shown = this.shown()
    instructed(this)
    this.append(...shown, group)
  }

  protected get labels(): readonly string[] {
    return (this.#controls ?? []).filter(({ checked }) => checked).map(({ value }) => value)
  }

  get value() {
    return this.answer
  }
}

export class Classifier extends Categories {
  protected readonly several: boolean = false

  get answer() {
    const [label] = this.labels
    return label === undefined ? undefined : { label }
  }
}

export class ClassifierMultiSelect extends Categories {
  protected readonly several: boolean = true

  get answer() {
    return { labels: this.labels }
  }
}
