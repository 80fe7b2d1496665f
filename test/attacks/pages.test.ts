import supertest from 'supertest'
import { expect, test } from 'vitest'
import { startTestEmulator } from '../support/setup.js'

const namespace =
  'http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2011-11-11/HTMLQuestion.xsd'
const htmlQuestion = (html: string) =>
  `<HTMLQuestion xmlns="${namespace}"><HTMLContent><![CDATA[${html}]]></HTMLContent><FrameHeight>0</FrameHeight></HTMLQuestion>`

async function startWithHtmlHit(html = '<p>Hello</p>') {
  const emulator = await startTestEmulator()
  const { HITId } = await emulator.createHit({ Question: htmlQuestion(html) })
  const http = supertest(emulator.endpoint)
  return { ...emulator, HITId: HITId!, http, page: `/worker/question/${HITId}?workerId=A1WORKER` }
}

test('our pages run, frame and load nothing from other origins', async () => {
  const { http } = await startWithHtmlHit()

  for (const path of ['/', '/_mturk/info', '/_mturk/nothing', '/worker']) {
    const { headers } = await http.get(path)
    const policy = headers['content-security-policy']!.split('; ')
    expect([path, policy]).toEqual([
      path,
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ]),
    ])
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': path === '/worker' ? 'same-origin-allow-popups' : 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    })
    expect(headers).not.toHaveProperty('access-control-allow-origin')
    expect(headers).not.toHaveProperty('x-powered-by')
  }
})

test('a link from another site may lead to a page, but not to the control API', async () => {
  const { http } = await startWithHtmlHit()
  const visit = {
    'sec-fetch-site': 'cross-site',
    'sec-fetch-mode': 'navigate',
    'sec-fetch-dest': 'document',
  }

  expect((await http.get('/console').set(visit)).status).toBe(200)
  expect((await http.get('/_mturk/info').set(visit)).status).toBe(403)
  expect((await http.get('/').set({ ...visit, 'sec-fetch-dest': 'iframe' })).status).toBe(403)
  expect((await http.post('/_mturk/reset').set(visit)).status).toBe(403)
})

test('a preflight request of another site is not granted', async () => {
  const { http } = await startWithHtmlHit()

  const { status, headers } = await http.options('/_mturk/reset').set({
    origin: 'http://evil.example',
    'access-control-request-method': 'POST',
  })

  expect(status).toBe(403)
  expect(headers).not.toHaveProperty('access-control-allow-origin')
})

test('only submissions answer a preflight request, and only that of an opaque origin', async () => {
  const { http, page } = await startWithHtmlHit()
  const preflight = (path: string, origin: string) =>
    http.options(path).set({
      origin,
      'sec-fetch-site': 'cross-site',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    })

  const granted = await preflight('/mturk/externalSubmit', 'null')
  const refused = [
    await preflight('/mturk/externalSubmit', 'http://evil.example'),
    ...(await Promise.all(
      ['/console', '/worker', page, '/_mturk/reset', '/_mturk/clock/advance'].map((path) =>
        preflight(path, 'null'),
      ),
    )),
    await preflight('/mturk/files/X', 'null'),
  ]

  expect(granted.status).toBe(204)
  expect(granted.headers).toMatchObject({
    'access-control-allow-origin': 'null',
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': 'content-type',
    vary: expect.stringMatching(/origin/i),
  })
  expect(granted.headers).not.toHaveProperty('access-control-allow-credentials')
  expect(refused.map(({ headers }) => headers['access-control-allow-origin'])).toEqual(
    refused.map(() => undefined),
  )
})

test('the response to a submission can be read from an opaque origin, and from no other site', async () => {
  const { http } = await startWithHtmlHit()
  const submit = (origin: string) =>
    http.post('/mturk/externalSubmit?assignmentId=3X').set({ origin }).send({ colour: 'red' })

  const [opaque, other] = [await submit('null'), await submit('http://evil.example')]

  expect([opaque.status, opaque.headers['access-control-allow-origin']]).toEqual([409, 'null'])
  expect([other.status, other.headers['access-control-allow-origin']]).toEqual([409, undefined])
})

test('the worker site lets the pages of HITs use camera, microphone, sound and full screen, other pages none', async () => {
  const { http, page } = await startWithHtmlHit()
  const policyOf = async (path: string) => (await http.get(path)).headers['permissions-policy']

  for (const path of ['/worker', page])
    expect([path, await policyOf(path)]).toEqual([
      path,
      'camera=*, microphone=*, autoplay=*, fullscreen=*',
    ])
  for (const path of ['/console', '/_mturk/info'])
    expect([path, await policyOf(path)]).toEqual([
      path,
      'camera=(), microphone=(), autoplay=(), fullscreen=()',
    ])
})

test("a requester's page has an opaque origin, in its frame and by itself", async () => {
  const { http, page } = await startWithHtmlHit('<script>document.title = "mine"</script>')

  const { status, text, headers } = await http.get(page)
  const policy = headers['content-security-policy']!.split('; ')

  expect([status, text]).toEqual([200, '<script>document.title = "mine"</script>'])
  expect(headers['content-type']).toBe('text/html; charset=utf-8')
  expect(policy[0]).toMatch(/^sandbox allow-scripts/)
  expect(policy[0]).not.toMatch(/allow-same-origin|allow-top-navigation|escape-sandbox/)
  expect(policy).toContain("frame-ancestors 'self'")
})

test('requests of a page with an opaque origin are refused, except submissions', async () => {
  const { http, control, HITId } = await startWithHtmlHit()
  const { id } = await control.accept('A1WORKER', HITId)
  const asThePage = { origin: 'null', 'sec-fetch-site': 'cross-site' }

  for (const path of ['/_mturk/info', '/_mturk/mailbox', '/', '/console', '/worker'])
    expect([path, (await http.get(path).set(asThePage)).status]).toEqual([path, 403])
  expect(
    (await http.post(`/_mturk/workers/A1WORKER/assignments/${id}/return`).set(asThePage)).status,
  ).toBe(403)
  const handedIn = await http
    .post('/mturk/externalSubmit')
    .set(asThePage)
    .type('form')
    .send({ assignmentId: id, colour: 'red' })

  expect([handedIn.status, handedIn.text]).toEqual([
    200,
    expect.stringContaining('Your work was submitted.'),
  ])
  expect(handedIn.headers['content-security-policy']).toContain("frame-ancestors 'self'")
})

test('a form with Amazon’s address posts to the emulator', async () => {
  const { http, page } = await startWithHtmlHit(
    '<form action="https://www.mturk.com/mturk/externalSubmit"></form><form action="https://workersandbox.mturk.com/mturk/externalSubmit"></form><a href="https://www.mturk.com/help">',
  )

  const { text } = await http.get(page)

  expect(text).toBe(
    '<form action="/mturk/externalSubmit"></form><form action="/mturk/externalSubmit"></form><a href="https://www.mturk.com/help">',
  )
})

test('a page with Amazon’s scripts loads ours, which any site may load', async () => {
  const { http, page } = await startWithHtmlHit(
    '<script src="https://assets.crowd.aws/crowd-html-elements.js"></script><script src="//s3.amazonaws.com/mturk-public/externalHIT_v1.js"></script>',
  )
  const paths = ['/mturk/crowd-html-elements.js', '/mturk/externalHIT_v1.js']

  expect((await http.get(page)).text).toBe(
    paths.map((path) => `<script src="${path}"></script>`).join(''),
  )
  for (const path of paths) {
    const response = await http.get(path).set({ origin: 'null', 'sec-fetch-site': 'cross-site' })
    expect([path, response.status, response.headers['content-type']]).toEqual([
      path,
      200,
      'text/javascript; charset=utf-8',
    ])
    expect(response.headers['cross-origin-resource-policy']).toBe('cross-origin')
  }
})

test('only the page of accepted work gets the script that keeps what is filled in', async () => {
  const { http, page } = await startWithHtmlHit('<p>Work</p>')

  const texts = await Promise.all(
    ['', '&assignmentId=ASSIGNMENT_ID_NOT_AVAILABLE', '&assignmentId=3X'].map(
      async (query) => (await http.get(page + query)).text,
    ),
  )

  const script = '<script src="/mturk/keep-draft.js"></script>'
  expect(texts).toEqual(['<p>Work</p>', '<p>Work</p>', `<p>Work</p>\n${script}`])
  expect((await http.get('/mturk/keep-draft.js')).status).toBe(200)
})

test('a question that is not an HTMLQuestion is not served as a page', async () => {
  const { http, createHit } = await startWithHtmlHit()
  const { HITId } = await createHit()

  expect((await http.get(`/worker/question/${HITId}?workerId=A1WORKER`)).status).toBe(404)
  expect((await http.get('/worker/question/NONE?workerId=A1WORKER')).status).toBe(409)
  expect((await http.get(`/worker/question/${HITId}`)).status).toBe(404)
  expect((await http.get('/worker/question/NONE')).status).toBe(409)
})

test('a submission during a preview gets a message, and its content is not repeated', async () => {
  const { http } = await startWithHtmlHit()

  const { text } = await http
    .post('/mturk/externalSubmit')
    .type('form')
    .send({ assignmentId: '<script>alert(1)</script>', colour: 'red' })

  expect(text).not.toContain('<script>')
  expect(text).toContain('&#60;script&#62;')
})
