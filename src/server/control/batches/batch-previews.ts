/** How many pages are kept; the oldest is removed for another. */
const maxPreviews = 20

/** Pages that show what a row of a batch would be, in the memory of this process. */
export class BatchPreviews {
  readonly #pages = new Map<string, string>()

  add(id: string, html: string): void {
    this.#pages.set(id, html)
    const [oldest] = this.#pages.keys()
    if (this.#pages.size > maxPreviews) this.#pages.delete(oldest!)
  }

  find(id: string): string | undefined {
    return this.#pages.get(id)
  }
}
