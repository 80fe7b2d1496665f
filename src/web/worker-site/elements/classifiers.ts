import { createImageOverlay } from './annotation/image-overlay.js'
import { createSlot, createWidgetFrame } from './annotation/widget-frame.js'
import { type AnswerObject, createElement, FormElement, parseList } from './form-element.js'
import { parseLooseJson } from './loose-json.js'

/** Shows a target and lets the worker choose one category or several. */
abstract class CategoryElement extends FormElement {
  protected abstract readonly isMultiple: boolean
  /** Pages find the categories by this class name, to put questions of their own below them. */
  readonly #group = createElement('fieldset', 'category-picker-wrapper')
  readonly #comment = createElement('textarea')
  #categories?: readonly string[]
  #isReady = false

  /** What is classified. */
  protected createTarget(): HTMLElement {
    return createSlot('classification-target')
  }

  connectedCallback(): void {
    if (this.#isReady) return
    this.#isReady = true
    const area = createWidgetFrame(this)
    this.#group.setAttribute('aria-label', this.getAttribute('header') ?? 'Categories')
    area.append(this.createTarget(), this.#group)
    const comment = this.querySelector(':scope > worker-comment')
    if (comment) area.append(this.#createComment(comment))
    this.#group.addEventListener('change', ({ target }) => {
      this.#applyExclusion(target as HTMLInputElement)
      this.dispatchEvent(new Event('change', { bubbles: true }))
    })
    this.#render()
  }

  get categories(): readonly string[] {
    return this.#categories ?? parseList(this.getAttribute('categories'))
  }

  set categories(categories: readonly string[]) {
    this.#categories = [...categories].map(String)
    if (this.#isReady) this.#render()
  }

  /** The category that excludes the others. */
  get #exclusion(): string | undefined {
    const category = parseLooseJson(this.getAttribute('exclusion-category'))
    const text = (category as { readonly text?: unknown } | undefined)?.text
    return this.isMultiple && text !== undefined ? String(text) : undefined
  }

  protected override get controls(): readonly HTMLInputElement[] {
    return [...this.#group.querySelectorAll('input')]
  }

  protected get labels(): readonly string[] {
    return this.controls.filter(({ checked }) => checked).map(({ value }) => value)
  }

  protected get comment(): AnswerObject {
    const workerComment = this.#comment.value.trim()
    return workerComment ? { workerComment } : {}
  }

  #render(): void {
    const selected = new Set(this.labels)
    this.#group.replaceChildren(
      ...[...this.categories, ...[this.#exclusion ?? []].flat()].map((category) => {
        const control = createElement('input')
        control.type = this.isMultiple ? 'checkbox' : 'radio'
        control.name = 'category'
        control.value = category
        control.checked = selected.has(category)
        control.required = !this.isMultiple
        control.disabled = this.disabled
        return createElement('label', '', control, ` ${category}`)
      }),
    )
    this.#checkCount()
  }

  #applyExclusion(changed: HTMLInputElement): void {
    const exclusion = this.#exclusion
    if (changed.checked && exclusion !== undefined)
      for (const control of this.controls)
        if (control !== changed && (changed.value === exclusion || control.value === exclusion))
          control.checked = false
    this.#checkCount()
  }

  /** Of several categories, at least one must be chosen. */
  #checkCount(): void {
    const isMissing = this.isMultiple && this.labels.length === 0
    this.controls[0]?.setCustomValidity(isMissing ? 'Choose at least one category.' : '')
  }

  #createComment(comment: Element): HTMLElement {
    const linkText = comment.getAttribute('link-text') ?? 'Add a comment'
    const header = comment.getAttribute('header') ?? 'Add a comment'
    this.#comment.rows = 3
    this.#comment.placeholder = comment.getAttribute('placeholder') ?? ''
    this.#comment.setAttribute('aria-label', header)
    return createElement(
      'details',
      'comment',
      createElement('summary', '', linkText),
      createElement('h3', '', header),
      createSlot('worker-comment'),
      this.#comment,
    )
  }
}

export class Classifier extends CategoryElement {
  protected readonly isMultiple: boolean = false

  get answer(): AnswerObject | undefined {
    const [label] = this.labels
    return label === undefined ? undefined : { label, ...this.comment }
  }

  /** Pages read the category of a `change` event from its target. */
  get value(): string {
    return this.labels[0] ?? ''
  }
}

export class ClassifierMultiSelect extends CategoryElement {
  protected readonly isMultiple: boolean = true

  get answer(): AnswerObject {
    return { labels: this.labels, ...this.comment }
  }

  get value(): AnswerObject {
    return this.answer
  }
}

export class ImageClassifier extends Classifier {
  protected override createTarget() {
    return createImage(this)
  }
}

export class ImageClassifierMultiSelect extends ClassifierMultiSelect {
  protected override createTarget() {
    return createImage(this)
  }
}

function createImage(element: Element): HTMLElement {
  const image = createElement('img')
  image.alt = 'Image to classify'
  const overlay = createImageOverlay(image, parseLooseJson(element.getAttribute('overlay')))
  image.src = element.getAttribute('src') ?? ''
  return createElement('div', 'stage', image, ...overlay)
}
