import { createElement } from './form-element.js'

/** Adds a note to the page about elements that are not supported. */
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
  const message = `mturk-local does not support ${names}. Their content is shown, but gives no answer.`
  document.body.prepend(createElement('p', 'mturk-local-note', message))
}

/** Elements that need no behaviour of their own. */
const containerElements = ['crowd-slider-label', 'crowd-tab']
