import { Marked } from 'marked'
import { docsHref } from './docs-paths.js'

/**
 * Renders a page of the documentation as HTML. Comments and other HTML in it are left out.
 *
 * @param file the page, such as `docs/exec.md`, from which its links are resolved
 */
export function renderMarkdown(text: string, file: string): string {
  const ids = new Map<string, number>()
  return new Marked({
    renderer: {
      html: () => '',
      heading: (content, level, raw) =>
        `<h${level} id="${createId(raw, ids)}">${content}</h${level}>\n`,
      link: (href, _, content) => {
        const to = docsHref(href, file)
        if (to === undefined) return content
        const target = /^https?:/.test(to) ? ' target="_blank" rel="noreferrer"' : ''
        return `<a href="${escapeHtml(to)}"${target}>${content}</a>`
      },
      image: (href, _, alt) => {
        const { pathname } = new URL(href, `https://docs/${file}`)
        return `<img src="/console/files${escapeHtml(pathname)}" alt="${escapeHtml(alt)}">`
      },
      // Scrollable areas must be reachable by keyboard.
      code: (code) => `<pre tabindex="0"><code>${escapeHtml(code)}</code></pre>\n`,
      table: (header, body) =>
        `<div class="scrolls" tabindex="0"><table><thead>${header}</thead><tbody>${body}</tbody></table></div>\n`,
    },
  }).parse(text, { async: false }) as string
}

/** The ID of a heading as in links between pages; a repeated one gets a number. */
function createId(heading: string, ids: Map<string, number>): string {
  const id = heading
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Number}\s_-]/gu, '')
    .replaceAll(/\s/g, '-')
  const count = ids.get(id) ?? 0
  ids.set(id, count + 1)
  return count === 0 ? id : `${id}-${count}`
}

const escapeHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
