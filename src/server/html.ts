import { createHash } from 'node:crypto'

const style =
  'body { font: 1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 3rem auto; padding: 0 1rem; color-scheme: light dark }'

/** Lets browsers use the one style that stands in a page itself. */
export const inlineStyleHash = `'sha256-${createHash('sha256').update(style).digest('base64')}'`

/** A page of a few lines, without scripts. The body is HTML: what comes from outside is escaped by then. */
export const renderPlainPage = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)} · mturk-local</title>
<style>${style}</style>
${body}
</html>
`

/** A text as HTML that shows it, in an element or in an attribute. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
