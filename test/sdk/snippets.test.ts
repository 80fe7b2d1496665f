import { expect, test } from 'vitest'
import { isData } from '../docs/data.js'
import { reader } from '../docs/reader.js'
import { pages, type Snippet, snippetsOf } from '../docs/snippets.js'
import { fromPyPi, pythonSince } from '../peers/peer.js'

const python = await pythonSince(9)
const needsMore = ({ note }: Snippet) => Boolean(note.needs)
const isRun = (snippet: Snippet) => !isData(snippet) && !snippet.note['not run']

test.skipIf(!python).each(pages.filter((page) => snippetsOf(page).some(needsMore)))(
  '%s: what it shows for Python and the AWS CLI works as well',
  async (page) => {
    const { run } = await reader(
      await fromPyPi('pytest', python!, 'boto3==1.43.11', 'pytest==9.0.2', 'requests==2.32.5'),
      await fromPyPi('awscli', python!, 'awscli==1.45.11'),
    )

    for (const snippet of snippetsOf(page).filter(isRun)) await run(snippet)

    expect(snippetsOf(page).filter(needsMore)).not.toEqual([])
  },
)
