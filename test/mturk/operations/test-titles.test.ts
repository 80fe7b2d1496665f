import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import * as operations from '../../../src/mturk/operations/index.js'

/** By its first word, a title is about what an operation refuses, or what it reports or returns. */
const parseChapter = (title: string): string =>
  /^refuses\b/.test(title) ? 'refuses' : /^(reports|returns)\b/.test(title) ? 'returns' : 'does'

test.each(Object.keys(operations))(
  'the tests of %s cover what it does, refuses and returns',
  (name) => {
    const file = `test/mturk/operations/${name}.test.ts`
    const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
    const titles = [...text.matchAll(/^(?:test|\]\))?[^\n]*\(\s*'((?:[^'\\]|\\.)+)',\s*async/gm)]

    expect(new Set(titles.map(([, title]) => parseChapter(title!)))).toEqual(
      new Set(['does', 'refuses', 'returns']),
    )
  },
)
