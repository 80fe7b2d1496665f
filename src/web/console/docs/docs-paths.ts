/** Pages beside the folder `docs`. */
const topPages = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md']
const index = 'docs/README.md'

/** The file of a page of the console below `/console/docs`. */
export function docsFile(path: readonly string[]): string {
  const file = path.join('/')
  if (file === '') return index
  return topPages.includes(file) ? file : `docs/${file}`
}

/**
 * The address at which the console shows a link of a page.
 *
 * @param file the page with the link, such as `docs/exec.md`
 * @returns `undefined` for what is neither a page of the documentation nor on the web
 */
export function docsHref(href: string, file: string): string | undefined {
  if (href.startsWith('#') || /^https?:/.test(href)) return href
  const { pathname, hash } = new URL(href, `https://docs/${file}`)
  const target = pathname.slice(1)
  if (target === index) return `/console/docs${hash}`
  if (topPages.includes(target)) return `/console/docs/${target}${hash}`
  return /^docs\/.+\.md$/.test(target) ? `/console/${target}${hash}` : undefined
}
