import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readJsonFile } from '../../src/core/json-file.js'
import { createTempFolder } from '../support/setup.js'

const json = '{ "title": "Größe 字" }'

test.each([
  ['UTF-8', Buffer.from(json)],
  ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${json}`)],
  ['UTF-16, as PowerShell 5.1 writes it', Buffer.from(`\ufeff${json}`, 'utf16le')],
  ['UTF-16 with the high byte first', Buffer.from(`\ufeff${json}`, 'utf16le').swap16()],
  ['UTF-8 with CRLF', Buffer.from(json.replace('{ ', '{\r\n').replace(' }', '\r\n}'))],
])('a file in %s can be read', (_, content) => {
  const file = join(createTempFolder(), 'given.json')
  writeFileSync(file, content)

  const value = readJsonFile('The init file', file)

  expect(value).toEqual({ title: 'Größe 字' })
})

test('a file that is not JSON is refused with the line', () => {
  const file = join(createTempFolder(), 'given.json')
  writeFileSync(file, '{\r\n  "a": 1,\r\n  b\r\n}')

  expect(() => readJsonFile('The init file', file)).toThrow(
    `The init file ${file} is not valid JSON (line 3, column 3).`,
  )
})

test('a folder is not a file', () => {
  const folder = createTempFolder()

  expect(() => readJsonFile('The init file', folder)).toThrow(
    `The init file ${folder} is a folder, not a file.`,
  )
})
