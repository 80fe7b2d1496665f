import { createElement } from '../form-element.js'
import { crowdStyles } from '../styles.js'
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
  const summary = createElement('summary', '', 'View full instructions')
  const details = createElement('details', '', summary, dialog)
  const longHeader = long[0]?.getAttribute('header') ?? ''
  if (longHeader) dialog.append(createElement('h3', '', longHeader))
  dialog.append(createSlot('full-instructions'))
  details.hidden = long.length === 0
  side.append(details)
  side.append(createElement('slot'))
  side.hidden = [...host.children].every(
    ({ slot }) => slot !== '' && !slot.endsWith('instructions'),
  )
  root.append(createElement('style', '', crowdStyles, widgetStyles), side, area)
  const header = host.getAttribute('header')
  if (header !== null) area.append(createElement('h2', '', header))
  return area
}

const slotNames: Readonly<Record<string, string>> = {
  'classification-target': 'classification-target',
  'short-instructions': 'short-instructions',
  'full-instructions': 'full-instructions',
  'worker-comment': 'worker-comment',
}

export const createSlot = (name: string): HTMLSlotElement =>
  Object.assign(createElement('slot'), { name })
