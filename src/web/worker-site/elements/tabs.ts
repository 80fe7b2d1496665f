import { createElement } from './form-element.js'

let count = 0

/** Shows one of its tabs at a time. */
export class TabGroup extends HTMLElement {
  #panels?: readonly HTMLElement[]
  #buttons: readonly HTMLButtonElement[] = []

  connectedCallback(): void {
    if (this.#panels) return
    const panels = [...this.querySelectorAll<HTMLElement>(':scope > crowd-tab')]
    this.#panels = panels
    const list = createElement('div', 'crowd-tab-list')
    list.setAttribute('role', 'tablist')
    this.#buttons = panels.map((panel) => {
      const button = createElement('button', '', panel.getAttribute('header') ?? '')
      button.type = 'button'
      button.id = `crowd-tab-${++count}`
      button.setAttribute('role', 'tab')
      button.addEventListener('click', () => this.showPanel(panel))
      panel.setAttribute('role', 'tabpanel')
      panel.setAttribute('aria-labelledby', button.id)
      return button
    })
    list.append(...this.#buttons)
    list.addEventListener('keydown', (event) => this.#moveFocus(event))
    this.prepend(list)
    if (panels[0]) this.showPanel(panels[0])
  }

  showPanel(shown: HTMLElement): void {
    for (const [index, panel] of this.#panels!.entries()) {
      const isShown = panel === shown
      panel.hidden = !isShown
      this.#buttons[index]!.setAttribute('aria-selected', String(isShown))
      this.#buttons[index]!.tabIndex = isShown ? 0 : -1
    }
  }

  #moveFocus(event: KeyboardEvent): void {
    const from = this.#buttons.indexOf(event.target as HTMLButtonElement)
    const steps: Readonly<Record<string, number>> = {
      ArrowLeft: from - 1,
      ArrowRight: from + 1,
      Home: 0,
      End: -1,
    }
    const step = steps[event.key]
    if (step === undefined) return
    event.preventDefault()
    const button = this.#buttons.at(step % this.#buttons.length)
    button?.focus()
    button?.click()
  }
}
