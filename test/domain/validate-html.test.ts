import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { findHtmlErrors } from '../../src/domain/questions/validate-html.js'
import { childText, parseXml } from '../../src/domain/questions/xml.js'

const page = (body: string) =>
  `<!DOCTYPE html>\n<html>\n  <head><title>Cats</title></head>\n  <body>\n${body}\n  </body>\n</html>`

const list = (html: string) =>
  findHtmlErrors(html).map(({ line, column, text }) => `[${line},${column}] ${text}`)

const notStarted =
  '“&” did not start a character reference. (“&” probably should have been escaped as “&amp;”.)'
const secondBody = 'An “body” start tag seen but an element of the same type was already open.'

test.each([
  ['a second body', page('  <body class="x">'), [`[5,18] ${secondBody}`]],
  ['a body after the end of the first', page('</body><body>'), [`[5,13] ${secondBody}`]],
  ['a body after other content', '<p>a</p>\n<body>', [`[2,6] ${secondBody}`]],
  [
    'no space between attributes',
    page('<p id="a"class="b">'),
    ['[5,10] No space between attributes.'],
  ],
  ['a bare ampersand before a letter', page('<p>AT&T</p>'), [`[5,6] ${notStarted}`]],
  ['an ampersand at the end of the text', page('<p>a&b'), [`[5,5] ${notStarted}`]],
  [
    'a reference without its semicolon',
    page('<p>&copy 2018</p>'),
    ['[5,9] Character reference was not terminated by a semicolon.'],
  ],
  [
    'a reference that is not known',
    page('<p>&cat;</p>'),
    ['[5,8] Named character reference is not known.'],
  ],
  ['an attribute twice', page('<p id="a" id="b">'), ['[5,13] Duplicate attribute.']],
  ['a bare less-than sign', page('<p>1 <2</p>'), ['[5,7] Bad character after “<”.']],
  [
    'two errors, in the order of the page',
    page('<p>AT&T</p><p id="a"class="b">\n<body>'),
    [`[5,6] ${notStarted}`, '[5,21] No space between attributes.', `[6,6] ${secondBody}`],
  ],
])('%s is refused with its line and column', (_, html, errors) => {
  expect(list(html)).toEqual(errors)
})

const crowd = childText(
  parseXml(readFileSync('fixtures/questions/crowd.xml', 'utf8')),
  'HTMLContent',
)!

test.each([
  ['Amazon’s crowd elements without html and body', crowd],
  ['a whole page', page('<form><input name="cat" required></form>')],
  ['no document type', '<p>hi</p>'],
  ['self-closing tags', page('<div/><crowd-input name="a"/>')],
  ['missing end tags', page('<ul><li>a<li>b</ul><div>')],
  ['an ampersand before a space', page('<p>cats & dogs</p>')],
  ['ampersands in addresses', page('<a href="?a=1&b=2&copy=3">x</a>')],
  ['ampersands in scripts and styles', page('<script>a&&b;AT&T</script><style>a&b{}</style>')],
  ['a body in a script', page('<script>"<body>"</script>')],
])('%s is accepted', (_, html) => {
  expect(list(html)).toEqual([])
})

test('a page of many ampersands is checked in time', () => {
  expect(findHtmlErrors('<p>&q\n'.repeat(10_000))).toHaveLength(10_000)
})
