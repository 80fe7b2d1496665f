import { createElement } from './form-element.js'

/** Tells whoever made the page which of its elements do nothing here. */
export function reportUnsupported(supported: readonly string[]): void {
  const used = [...document.querySelectorAll('*')].map(({ localName }) => localName)
  const unsupported = new Set(
    used.filter(
      (name) =>
        name.startsWith('crowd-') && !supported.includes(name) && !containerElements.includes(name),
    ),
  )
  if (unsupported.size === 0) return
  const names = [...unsupported].map((name) => `<${name}>`).join(', ')
  const message = `mturk-local has no ${names}. What is inside is shown as it is, and answers nothing.`
  document.body.prepend(createElement('p', 'mturk-local-note', message))
}

/** Elements that only hold others, for which a page needs nothing. */
const containerElements = ['crowd-tabs']
