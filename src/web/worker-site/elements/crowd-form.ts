import { answersIn, askedIn, flattened } from './answers.js'
import { make } from './field.js'
import type { Button } from './layout.js'

const said = new URLSearchParams(location.search)

const preview = 'ASSIGNMENT_ID_NOT_AVAILABLE'
const assignmentId = said.get('assignmentId') ?? preview

/** Hands in what everything in it asks: one field `taskAnswers`, or a field for each value. */
export class CrowdForm extends HTMLElement {
  #isReady = false

  connectedCallback(): void {
    if (this.#isReady) return
    this.#isReady = true
    const isSubmit = 'crowd-button[form-action="submit"]'
    if (!this.querySelector(isSubmit)) {
      const button = make('crowd-button' as 'div', '', 'Submit')
      button.setAttribute('form-action', 'submit')
      this.append(button)
    }
    // What is only looked at cannot be handed in.
    if (assignmentId !== preview) return
    for (const button of this.querySelectorAll<Button>(isSubmit)) button.disabled = true
  }

  /** Checks what is filled in, asks the page's own listeners, and hands it in. */
  requestSubmit(): void {
    if (!askedIn(this).every((asked) => asked.reportValidity())) return
    if (this.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))) this.submit()
  }

  submit(): void {
    const answers = answersIn(this)
    const isFlat = this.getAttribute('answer-format') === 'flatten-objects'
    const fields = isFlat ? flattened(answers) : [['taskAnswers', JSON.stringify([answers])]]
    const form = make('form')
    form.method = 'post'
    form.action = `${said.get('turkSubmitTo') ?? ''}/mturk/externalSubmit`
    form.hidden = true
    for (const [name, value] of [['assignmentId', assignmentId], ...fields])
      form.append(Object.assign(make('input'), { type: 'hidden', name, value }))
    document.body.append(form)
    form.submit()
  }

  /** As the page was when it came. */
  reset(): void {
    location.reload()
  }
}
