import { expect, test } from 'vitest'
import { hostilePage } from './hostile-page.js'
import { htmlQuestion, serveExternalQuestion, startWorkerSite } from './worker-site.js'

const questions = {
  HTMLQuestion: async (html: string) => htmlQuestion(html, 400),
  ExternalQuestion: (html: string) => serveExternalQuestion('/task', () => html),
}

test.each(Object.entries(questions))(
  'the page of an %s reaches neither the console nor the control API nor its parent page',
  async (_, questionOf) => {
    const { open, createHit, control, endpoint } = await startWorkerSite({ allowBlocked: true })
    const { HITId } = await createHit({ Question: await questionOf(hostilePage(endpoint)) })
    const page = await open(`/worker/A1WORKER/hit/${HITId}`)
    const before = [page.url(), await page.title()]

    const frame = page.locator('iframe').contentFrame()
    await frame.getByRole('button', { name: 'Start' }).click()
    await frame.getByRole('button', { name: 'Finished' }).waitFor()

    const attempts = await frame.locator('li').allInnerTexts()
    expect(attempts).toHaveLength(13)
    expect(attempts.filter((each) => !/: (refused|no result)$/.test(each))).toEqual([])
    expect([page.url(), await page.title()]).toEqual(before)
    expect(await page.locator('iframe').count()).toBe(1)
    expect((await control.request('GET /_mturk/hits', { total: true })).total).toBe(1)
    expect((await control.clock()).now).toBe('2026-01-01T00:00:00.000Z')
  },
)
