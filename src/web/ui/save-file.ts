import { browserSleep } from './clock.js'

/** Milliseconds after which the browser has read what it downloads. */
const readTime = 60_000

/** Downloads a text as a file. A link could not where a token is required: it sends no session. */
export function saveFile(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  void browserSleep(readTime).then(() => URL.revokeObjectURL(url))
}
