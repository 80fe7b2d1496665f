import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { expect, test } from 'vitest'
import type { Config } from '../../src/index.js'
import { createTempFolder, startTestEmulator } from '../support/setup.js'
import { openPage } from './console.js'
import { startWorkerSite } from './worker-site.js'

const formSchema =
  'http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/QuestionForm.xsd'

/** A form that shows pictures, some in formatted content, some as media. */
const formWithPictures = (html: readonly string[], media: readonly string[]) =>
  `<QuestionForm xmlns="${formSchema}"><Overview>
    <FormattedContent><![CDATA[<p>Two cats</p>${html.map((url) => `<img src="${url.replaceAll('&', '&amp;')}" alt="cat"/>`).join('')}]]></FormattedContent>
    ${media
      .map(
        (url) =>
          `<Binary><MimeType><Type>image</Type><SubType>png</SubType></MimeType><DataURL>${url.replaceAll('&', '&amp;')}</DataURL><AltText>cat</AltText></Binary>`,
      )
      .join('')}
  </Overview><Question><QuestionIdentifier>legs</QuestionIdentifier><QuestionContent><Text>Legs?</Text></QuestionContent>
  <AnswerSpecification><FreeTextAnswer/></AnswerSpecification></Question></QuestionForm>`

test('the pictures of a form make no call of the emulator', async () => {
  const work = await startWorkerSite({ allowBlocked: true })
  const { port } = new URL(work.endpoint)
  work.queues.create({ account: '000000000000', region: 'us-east-1', name: 'news' })
  work.queues.getByUrl('/000000000000/news').send({ body: 'hello', senderId: 'test' })
  const purge = 'Action=PurgeQueue&QueueUrl=/000000000000/news'
  const subscribe = 'Action=CreateTopic&Name=theirs'
  const Question = formWithPictures(
    [`${work.endpoint}/?${purge}`, `http://localhost:${port}/?${subscribe}`],
    [`http://127.0.0.2:${port}/?${purge}`, `http://[::1]:${port}/?${subscribe}`],
  )
  await work.createHit({ Question })
  const page = await work.open()
  const requests: string[] = []
  page.on('request', (request) => requests.push(request.url()))

  await page.getByRole('link', { name: 'Draw a cat', exact: true }).click()
  await page.getByText('Two cats').waitFor()
  await page.getByText('its address is that of mturk-local').first().waitFor()
  await page.waitForFunction('[...document.images].every(({ complete }) => complete)')

  expect(requests.filter((url) => url.includes('Action='))).toEqual([])
  expect(work.queues.getByUrl('/000000000000/news').count('ready')).toBe(1)
  expect(work.topics.all()).toEqual([])
})

/** Opens a file whose script creates a queue with Amazon's client, and returns what it says. */
async function openSdkPage(options: Partial<Config>) {
  const { endpoint, queues } = await startTestEmulator(options)
  const { outputFiles } = await build({
    stdin: {
      resolveDir: '.',
      contents: `import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs'
        const client = new SQSClient({
          endpoint: ${JSON.stringify(endpoint)},
          region: 'us-east-1',
          maxAttempts: 1,
          credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
        })
        client.send(new CreateQueueCommand({ QueueName: 'mine' })).then(
          ({ QueueUrl }) => { document.body.textContent = 'Created ' + QueueUrl },
          ({ name, message }) => { document.body.textContent = name + ': ' + message },
        )`,
    },
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    logLevel: 'warning',
  })
  const file = join(createTempFolder(), 'page.html')
  const script = outputFiles[0]!.text.replaceAll('</script', '<\\/script')
  writeFileSync(file, `<!doctype html><meta charset="utf-8"><body><script>${script}</script>`)
  const page = await openPage(pathToFileURL(file).href)
  await page.getByText(/Created|:/).waitFor()
  return { text: await page.locator('body').innerText(), queues, endpoint }
}

test('a file with Amazon’s client may not call the emulator', async () => {
  const { text, queues } = await openSdkPage({})

  expect(text).toBe(
    'AccessDeniedException: Pages of null may not call this emulator. Start it with --cors-origins null to allow that.',
  )
  expect(queues.all()).toEqual([])
})

test('with --cors-origins null a file with Amazon’s client may call the emulator', async () => {
  const { text, queues, endpoint } = await openSdkPage({ corsOrigins: ['null'] })

  expect(text).toBe(`Created ${endpoint}/000000000000/mine`)
  expect(queues.all().map(({ id }) => id.name)).toEqual(['mine'])
})
