import { TabGroup } from './tabs.js'

/** Opens the tabs, dialogs and details around an element, so that it can be seen. */
export function reveal(element: Element): void {
  for (let each: Node | null = element; each; each = parentOf(each)) {
    if (each instanceof HTMLDetailsElement) each.open = true
    else if (each instanceof HTMLDialogElement && !each.open) each.showModal()
    else if (each instanceof HTMLElement && each.parentElement instanceof TabGroup)
      if (each.localName === 'crowd-tab') each.parentElement.showPanel(each)
  }
}

/** The host of a shadow root counts as its parent. */
const parentOf = (node: Node): Node | null =>
  node instanceof ShadowRoot ? node.host : node.parentNode
