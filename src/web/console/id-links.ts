/** The pages of the console by the names that payloads, requests and responses give to IDs. */
const pagesByName: Readonly<Record<string, string>> = {
  HITId: 'hits',
  HITTypeId: 'hit-types',
  AssignmentId: 'assignments',
  QualificationTypeId: 'qualifications',
}

/** The address of the page of an ID; undefined for any other value. */
export function formatIdHref(name: string, value: string): string | undefined {
  const page = pagesByName[name]
  // Test events name things that do not exist, and system qualifications have no page.
  const isMadeUp = /^(1234567890|0987654321){2,}/.test(value) || /^0{10}/.test(value)
  if (page === undefined || isMadeUp || !/^[A-Z0-9]{10,64}$/.test(value)) return undefined
  return `/console/${page}/${value}`
}
