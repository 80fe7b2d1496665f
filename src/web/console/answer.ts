/** One thing that a worker filled in. */
export interface Given {
  readonly name: string
  readonly value: string
}

/** What stands in an answer, question by question; nothing when it is not to be read. */
export function answersIn(xml: string): readonly Given[] {
  const parsed = new DOMParser().parseFromString(xml, 'application/xml')
  return [...parsed.getElementsByTagNameNS('*', 'Answer')].map((answer) => {
    const [name, ...values] = [...answer.children]
    return {
      name: name?.textContent ?? '',
      value: values.map(({ textContent }) => textContent).join(', '),
    }
  })
}
