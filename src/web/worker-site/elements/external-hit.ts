/**
 * A replacement for Amazon's externalHIT_v1.js, which pages of HTMLQuestions load. It has the same
 * function names and none of Amazon's code.
 */
const pageParams = new URLSearchParams(location.search)

const turkGetParam = (name: string, defaultValue = ''): string =>
  pageParams.get(name) ?? defaultValue

const turkGetSubmitToHost = (): string => turkGetParam('turkSubmitTo')

/** Makes the form of a page submit this assignment; in a preview its button is disabled. */
function turkSetAssignmentID(formName = 'mturk_form', buttonName = 'submitButton'): void {
  const assignmentId = turkGetParam('assignmentId')
  const form = document.forms.namedItem(formName)
  const fields = [form?.elements.namedItem('assignmentId'), document.getElementById('assignmentId')]
  for (const field of fields) if (field instanceof HTMLInputElement) field.value = assignmentId
  // Amazon's own examples have forms without the field.
  if (form && !fields[0])
    form.append(
      Object.assign(document.createElement('input'), {
        type: 'hidden',
        name: 'assignmentId',
        value: assignmentId,
      }),
    )
  form?.setAttribute('action', `${turkGetSubmitToHost()}/mturk/externalSubmit`)
  if (assignmentId !== 'ASSIGNMENT_ID_NOT_AVAILABLE') return
  const button = document.getElementById(buttonName) as HTMLInputElement | null
  if (!button) return
  button.disabled = true
  button.value = 'You must ACCEPT the HIT before you can submit the results.'
}

Object.assign(window, { turkGetParam, turkGetSubmitToHost, turkSetAssignmentID })
