import { readTaskAnswers, findFormFields, flattenAnswers } from './task-answers.js'
import { createElement } from './form-element.js'
import type { Button } from './layout.js'

const pageParams = new URLSearchParams(location.search)

const previewAssignmentId = 'ASSIGNMENT_ID_NOT_AVAILABLE'
const assignmentId = pageParams.get('assignmentId') ?? previewAssignmentId

/** Hands in what everything in it asks: one field `taskAnswers`, or a field for each value. */
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
    // What is only looked at cannot be handed in.
    if (assignmentId !== previewAssignmentId) return
    for (const button of this.querySelectorAll<Button>(submitSelector)) button.disabled = true
  }

  /** Checks what is filled in, asks the page's own listeners, and hands it in. */
  requestSubmit(): void {
    if (!findFormFields(this).every((field) => field.reportValidity())) return
    if (this.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))) this.submit()
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

  /** As the page was when it came. */
  reset(): void {
    location.reload()
  }
}
