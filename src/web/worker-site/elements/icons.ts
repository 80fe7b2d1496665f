import { createElement } from './form-element.js'

/** A character for each name that is used most; Amazon's icons are not ours to distribute. */
const glyphs: Readonly<Record<string, string>> = {
  add: '+',
  'arrow-back': '←',
  'arrow-forward': '→',
  cancel: '⊗',
  check: '✓',
  'check-circle': '✓',
  clear: '×',
  close: '×',
  create: '✎',
  delete: '×',
  done: '✓',
  error: '⚠',
  favorite: '♥',
  flag: '⚑',
  help: '?',
  home: '⌂',
  info: 'ℹ',
  menu: '☰',
  'question-answer': '?',
  refresh: '↻',
  remove: '−',
  'report-problem': '⚠',
  search: '⌕',
  settings: '⚙',
  star: '★',
  undo: '↶',
  redo: '↷',
  warning: '⚠',
}

/** An icon by its name in Amazon's set, or by its address. */
export function createIcon(icon: string): HTMLElement {
  if (/[/.:]/.test(icon)) {
    const image = createElement('img', 'crowd-icon')
    image.src = icon
    image.alt = ''
    return image
  }
  const glyph = createElement('span', 'crowd-icon', glyphs[icon] ?? '•')
  glyph.setAttribute('aria-hidden', 'true')
  return glyph
}

/** The element with which pages put an icon into a button. */
export class Icon extends HTMLElement {
  connectedCallback(): void {
    if (this.querySelector(':scope > .crowd-icon')) return
    this.prepend(createIcon(this.getAttribute('icon') ?? ''))
  }
}
