import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import * as operations from '../../../src/mturk/operations/index.js'

/** Beginnings of titles: what an operation refuses, and what it tells or answers; the rest is what it does. */
const parseChapter = (title: string): string =>
  /^refuses\b/.test(title) ? 'refuses' : /^(tells|answers)\b/.test(title) ? 'tells' : 'does'

test.each(Object.keys(operations))(
  'the tests of %s say what it does, refuses and tells',
  (name) => {
    const file = `test/mturk/operations/${name}.test.ts`
    const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
    const titles = [...text.matchAll(/^(?:test|\]\))?[^\n]*\(\s*'((?:[^'\\]|\\.)+)',\s*async/gm)]

    expect(new Set(titles.map(([, title]) => parseChapter(title!)))).toEqual(
      new Set(['does', 'refuses', 'tells']),
    )
  },
)
