import supertest from 'supertest'
import { expect, test } from 'vitest'
import { startBench } from '../support/emulator.js'

test('has the worker site beside the console', async () => {
  const { endpoint } = await startBench()
  const http = supertest(endpoint)

  const pages = await Promise.all(
    ['/worker', '/worker/A1WORKER/hits'].map((path) => http.get(path)),
  )

  expect(pages.map(({ status, type }) => [status, type])).toEqual(Array(2).fill([200, 'text/html']))
  expect(pages[0]!.text).toContain('/worker/assets/')
})

test('leads to the console, whichever of its pages is meant', async () => {
  const { endpoint } = await startBench()
  const http = supertest(endpoint)

  const home = await http.get('/')
  const pages = await Promise.all(
    ['/console', '/console/', '/console/deliveries/1'].map((path) => http.get(path)),
  )

  expect([home.status, home.headers.location]).toEqual([302, '/console'])
  expect(pages.map(({ status, type }) => [status, type])).toEqual(Array(3).fill([200, 'text/html']))
})

test('lets a page load nothing from elsewhere, and nobody frame it', async () => {
  const { endpoint } = await startBench()

  const { headers } = await supertest(endpoint).get('/console')

  expect(headers['content-security-policy']).toContain("script-src 'self'")
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
  expect(headers['content-security-policy']).not.toContain('unsafe')
  expect(headers['cache-control']).toBe('no-store')
})

test('names its parts by their content, so that a browser may keep them', async () => {
  const { endpoint } = await startBench()
  const http = supertest(endpoint)
  const { text } = await http.get('/console')

  for (const [, path] of text.matchAll(/(?:src|href)="([^"]+)"/g)) {
    const { status, headers } = await http.get(path!)
    expect([path, status, headers['cache-control']]).toEqual([
      path,
      200,
      'public, max-age=31536000, immutable',
    ])
  }
  expect((await http.get('/console/assets/nothing.js')).status).toBe(404)
})

test('shows its pages under loopback names only', async () => {
  const { endpoint } = await startBench()

  const { status } = await supertest(endpoint).get('/console').set('host', 'evil.example')

  expect(status).toBe(403)
})
