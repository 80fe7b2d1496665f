/** One thing that a worker filled in. */
export interface AnswerEntry {
  readonly name: string
  readonly value: string
}

/** What stands in an answer, question by question; nothing when it is not to be read. */
export function parseAnswerEntries(xml: string): readonly AnswerEntry[] {
  const parsed = new DOMParser().parseFromString(xml, 'application/xml')
  return [...parsed.getElementsByTagNameNS('*', 'Answer')].map((answer) => {
    const [name, ...values] = [...answer.children]
    return {
      name: name?.textContent ?? '',
      value: values.map(({ textContent }) => textContent).join(', '),
    }
  })
}
