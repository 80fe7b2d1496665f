import type { Button } from './action-buttons.js'
import { createElement } from './form-element.js'
import { reveal } from './reveal.js'
import { findFormFields, flattenAnswers, readTaskAnswers } from './task-answers.js'

const pageParams = new URLSearchParams(location.search)

const previewAssignmentId = 'ASSIGNMENT_ID_NOT_AVAILABLE'
const assignmentId = pageParams.get('assignmentId') ?? previewAssignmentId

/** Listeners outside an element that contains the form in its shadow root get the event too. */
const submitEvent = { bubbles: true, cancelable: true, composed: true }

/** Submits the answers of its elements as one field `taskAnswers`, or as a field for each value. */
export class CrowdForm extends HTMLElement {
  #isReady = false

  connectedCallback(): void {
    if (this.#isReady) return
    this.#isReady = true
    const submitSelector = 'crowd-button[form-action="submit"]'
    if (!this.querySelector(submitSelector)) {
      const button = createElement('crowd-button' as 'div', '', 'Submit')
      button.setAttribute('form-action', 'submit')
      this.append(button)
    }
    // A preview cannot be submitted.
    if (assignmentId !== previewAssignmentId) return
    for (const button of this.querySelectorAll<Button>(submitSelector)) button.disabled = true
  }

  /** The element to which pages append questions. */
  get form(): HTMLElement {
    return this
  }

  /** Validates the fields, lets listeners of the page cancel, and submits. */
  requestSubmit(): void {
    const invalid = findFormFields(this).find((field) => !field.checkValidity())
    if (invalid) {
      reveal(invalid)
      invalid.reportValidity()
      return
    }
    if (this.dispatchEvent(new Event('submit', submitEvent))) this.submit()
  }

  submit(): void {
    const answers = readTaskAnswers(this)
    const isFlat = this.getAttribute('answer-format') === 'flatten-objects'
    const fields = isFlat ? flattenAnswers(answers) : [['taskAnswers', JSON.stringify([answers])]]
    const form = createElement('form')
    form.method = 'post'
    form.action = `${pageParams.get('turkSubmitTo') ?? ''}/mturk/externalSubmit`
    form.hidden = true
    for (const [name, value] of [['assignmentId', assignmentId], ...fields])
      form.append(Object.assign(createElement('input'), { type: 'hidden', name, value }))
    document.body.append(form)
    form.submit()
  }

  reset(): void {
    location.reload()
  }
}
