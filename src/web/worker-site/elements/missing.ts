import { make } from './field.js'

/** Tells whoever made the page which of its elements do nothing here. */
export function sayWhatIsMissing(known: readonly string[]): void {
  const used = [...document.querySelectorAll('*')].map(({ localName }) => localName)
  const missing = new Set(
    used.filter(
      (name) => name.startsWith('crowd-') && !known.includes(name) && !holders.includes(name),
    ),
  )
  if (missing.size === 0) return
  const names = [...missing].map((name) => `<${name}>`).join(', ')
  const says = `mturk-local has no ${names}. What is inside is shown as it is, and answers nothing.`
  document.body.prepend(make('p', 'mturk-local-note', says))
}

/** Elements that only hold others, for which a page needs nothing. */
const holders = ['crowd-tabs']
