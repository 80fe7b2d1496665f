import { createElement } from '../form-element.js'
import { widgetStyles } from './widget-styles.js'

/**
 * Builds the open shadow root of a widget: instructions at the side, the area to work in beside
 * them. Pages reach into it by Amazon's class names. The element's children stay where they are.
 */
export function createWidgetFrame(host: HTMLElement): HTMLElement {
  const root = host.attachShadow({ mode: 'open' })
  const area = createElement('div', 'annotation-area')
  const side = createElement('div', 'awsui-app-layout__navigation')
  side.append(createSlot('short-instructions'))
  for (const child of host.children)
    if (slotNames[child.localName] !== undefined) child.slot = slotNames[child.localName]!
  const long = host.querySelectorAll(':scope > [slot="full-instructions"]')
  const dialog = createElement('div', 'awsui-modal-dialog')
  if (long.length > 0) {
    const header = long[0]!.getAttribute('header')
    if (header !== null) dialog.append(createElement('h3', '', header))
    dialog.append(createSlot('full-instructions'))
    const summary = createElement('summary', '', 'View full instructions')
    side.append(createElement('details', '', summary, dialog))
  }
  side.append(createElement('slot'))
  side.hidden = host.children.length === 0
  root.append(createElement('style', '', widgetStyles), side, area)
  const header = host.getAttribute('header')
  if (header !== null) area.append(createElement('h2', '', header))
  return area
}

const slotNames: Readonly<Record<string, string>> = {
  'short-instructions': 'short-instructions',
  'full-instructions': 'full-instructions',
}

const createSlot = (name: string): HTMLSlotElement => Object.assign(createElement('slot'), { name })
