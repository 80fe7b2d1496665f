/**
 * Defines an element. A page may have set properties of its elements before, such as `labels`: they
 * are set again, so that the element itself gets them.
 */
export function defineElement(name: string, element: CustomElementConstructor): void {
  if (customElements.get(name)) return
  const early = [...document.querySelectorAll<HTMLElement>(name)].map((each) => {
    const properties = Object.entries(each).filter(([key]) => key in element.prototype)
    for (const [key] of properties) delete each[key as keyof HTMLElement]
    return () => Object.assign(each, Object.fromEntries(properties))
  })
  customElements.define(name, element)
  for (const setProperties of early) setProperties()
}
