import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CreateHITCommand, CreateQualificationTypeCommand } from '@aws-sdk/client-mturk'
import { expect, onTestFinished, test } from 'vitest'
import { extractHtml } from '../../src/domain/questions/html-question.js'
import { parseXml } from '../../src/domain/questions/xml.js'
import { recordConnections } from '../support/clients.js'
import { hitInput, startTestEmulator } from '../support/setup.js'

const namespace =
  'http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2011-11-11/HTMLQuestion.xsd'
const question = (content: string, before = '') =>
  `${before}<HTMLQuestion xmlns="${namespace}"><HTMLContent>${content}</HTMLContent><FrameHeight>0</FrameHeight></HTMLQuestion>`

/** A server that an entity may name; it counts requests. */
async function startEntityServer() {
  const visits: string[] = []
  const server = createServer((request, response) => {
    visits.push(request.url!)
    response.end('<!ENTITY stolen "visited">')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close().closeAllConnections())
  return { visits, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` }
}

const billionLaughs = `<!DOCTYPE a [<!ENTITY a0 "ha">${Array.from(
  { length: 30 },
  (_, index) => `<!ENTITY a${index + 1} "&a${index};&a${index};">`,
).join('')}]>`
const quadraticBlowup = `<!DOCTYPE a [<!ENTITY a "${'a'.repeat(20_000)}">]>`
const externalEntity = (url: string) => `<!DOCTYPE a [<!ENTITY e SYSTEM "${url}">]>`
const parameterEntity = (url: string) => `<!DOCTYPE a [<!ENTITY % p SYSTEM "${url}"> %p;]>`

const attacks = (url: string): readonly (readonly [string, string])[] => [
  ['exponential entity expansion', question('&a30;', billionLaughs)],
  ['quadratic entity expansion', question('&a;'.repeat(2000), quadraticBlowup)],
  ['an external entity with a file', question('&e;', externalEntity('file:///etc/passwd'))],
  ['an external entity with a URL', question('&e;', externalEntity(url))],
  ['a parameter entity', question('&stolen;', parameterEntity(url))],
  ['an external subset', question('x', `<!DOCTYPE a SYSTEM "${url}">`)],
  ['a document type in lower case', question('x', '<!doctype a>')],
  [
    'a declaration after comments',
    question('&a30;', `<!-- a --><?pi?>\n<!-- b -->${billionLaughs}`),
  ],
  ['a document type after a byte order mark', question('&a30;', `\uFEFF${billionLaughs}`)],
  ['an inclusion', `<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="${url}"/></a>`],
  [
    'a schema of one’s own',
    question('x').replace(
      '<HTMLQuestion ',
      `<HTMLQuestion xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:schemaLocation="${namespace} ${url}" `,
    ),
  ],
  ['deep nesting', `${'<a>'.repeat(10_000)}${'</a>'.repeat(10_000)}`],
  ['many unclosed comments', `${'<!---->'.repeat(5000)}<`],
  ['comments with ambiguous ends', `<!--${'-><!DOCTYPE--><?><!--E'.repeat(1000)}`],
]

test('XML of a question expands no entity, reads no file, makes no request and takes linear time', async () => {
  const { mturk } = await startTestEmulator()
  const { url, visits } = await startEntityServer()
  const watch = recordConnections()

  for (const [name, Question] of attacks(url)) {
    const answer = await mturk.send(new CreateHITCommand({ ...hitInput, Question })).then(
      ({ HIT }) => HIT!.Question,
      (error: Error) => error.message,
    )
    expect([name, answer!.length < 10_000]).toEqual([name, true])
    expect([name, answer]).toEqual([name, expect.not.stringMatching(/root:|visited|haha/)])
  }
  expect([visits, watch.externalAddresses()]).toEqual([[], []])
})

test('neither does that of a test, its answer key or a worker’s answer', async () => {
  const { mturk, control, createHit } = await startTestEmulator()
  const { url, visits } = await startEntityServer()
  const { HITId } = await createHit()
  const { id } = await control.accept('A1WORKER', HITId!)

  for (const [name, xml] of attacks(url)) {
    const type = { Name: name, Description: 'd', QualificationTypeStatus: 'Active' } as const
    const made = [
      mturk.send(new CreateQualificationTypeCommand({ ...type, Test: xml })),
      mturk.send(new CreateQualificationTypeCommand({ ...type, AnswerKey: xml })),
      control.submit('A1WORKER', id, xml as never),
    ]
    for (const outcome of await Promise.allSettled(made)) expect(outcome.status).toBe('rejected')
  }
  expect(visits).toEqual([])
})

test('the parser itself, without earlier checks, expands no entity and makes no request', async () => {
  const { url, visits } = await startEntityServer()

  for (const [name, xml] of attacks(url)) {
    let text = ''
    try {
      text = parseXml(xml).text + (extractHtml(xml) ?? '')
    } catch (error) {
      text = (error as Error).message
    }
    expect([name, text.length < 100_000, /root:|visited/.test(text)]).toEqual([name, true, false])
  }
  expect(visits).toEqual([])
})
