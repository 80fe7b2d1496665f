import { createElement } from '../form-element.js'

/** Ten colours that are easy to tell apart, as in Amazon's examples of answers. */
const defaultColours = [
  '#1f77b4',
  '#ff7f0e',
  '#2ca02c',
  '#d62728',
  '#9467bd',
  '#8c564b',
  '#e377c2',
  '#7f7f7f',
  '#bcbd22',
  '#17becf',
]

/** A colour for each label; the later of many labels get generated ones. */
export const colourAt = (index: number, colours: readonly string[] = []): string =>
  colours[index] ?? defaultColours[index] ?? generateColour(index)

function generateColour(index: number): string {
  // Multiplying by an odd number visits every colour once.
  const value = (index * 0x9e3779 + 0x5f3759) & 0xffffff
  return `#${value.toString(16).padStart(6, '0')}`
}

export interface LabelChoice {
  readonly text: string
  readonly colour: string
}

/** Buttons to choose a label with; the digits choose the first nine. */
export function createLabelPicker(onSelect: (index: number) => void) {
  const element = createElement('div', 'labels')
  element.setAttribute('role', 'radiogroup')
  element.setAttribute('aria-label', 'Label')

  return {
    element,
    show(choices: readonly LabelChoice[], selected: number): void {
      const hasFocus = element.contains((element.getRootNode() as ShadowRoot).activeElement)
      element.replaceChildren(
        ...choices.map(({ text, colour }, index) => {
          const swatch = createElement('span', 'colour')
          swatch.style.backgroundColor = colour
          const button = createElement('button', '', swatch, text)
          button.type = 'button'
          button.setAttribute('role', 'radio')
          button.setAttribute('aria-checked', String(index === selected))
          button.addEventListener('click', () => onSelect(index))
          return button
        }),
      )
      if (hasFocus) element.querySelector<HTMLElement>('[aria-checked="true"]')?.focus()
    },
  }
}
