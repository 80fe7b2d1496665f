/** One field of an answer. */
interface AnswerEntry {
  readonly name: string
  readonly value: string
}

/** The fields of a QuestionFormAnswers document; none if it cannot be parsed. */
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
