import { expect, test } from 'vitest'
import { readFileText } from '../../../src/web/ui/read-file-text.js'

test.each([
  ['UTF-8', Buffer.from('é,ü')],
  ['UTF-8 with a byte order mark', Buffer.from('\ufeffé,ü')],
  ['UTF-16', Buffer.from('\ufeffé,ü', 'utf16le')],
  ['big-endian UTF-16', Buffer.from('\ufeffé,ü', 'utf16le').swap16()],
])('a file in %s is read', async (_, bytes) => {
  expect(await readFileText(new Blob([bytes]))).toBe('é,ü')
})
