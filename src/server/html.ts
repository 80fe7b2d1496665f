import { createHash } from 'node:crypto'
import { escapeHtml } from '../core/escape-html.js'

const style =
  'body { font: 1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 3rem auto; padding: 0 1rem; color-scheme: light dark }'

/** The source of the inline style for a Content-Security-Policy. */
export const inlineStyleHash = `'sha256-${createHash('sha256').update(style).digest('base64')}'`

/** A short page without scripts. The body is HTML: the caller has escaped everything from outside. */
export const renderPlainPage = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)} · mturk-local</title>
<style>${style}</style>
${body}
</html>
`
