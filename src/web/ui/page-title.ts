import { useEffect } from 'preact/hooks'

/** The names of the open page and of the open item, in the title of the window. */
const parts: { page: string; item?: string } = { page: '' }

const update = (): void => {
  document.title = [parts.item, parts.page, 'mturk-local'].filter(Boolean).join(' · ')
}

export function usePageTitle(page: string): void {
  useEffect(() => {
    parts.page = page
    update()
  }, [page])
}

/** The name of the open item, as long as the component is mounted. */
export function useItemTitle(item: string | undefined): void {
  useEffect(() => {
    if (item === undefined) return undefined
    parts.item = item
    update()
    return () => {
      parts.item = undefined
      update()
    }
  }, [item])
}
