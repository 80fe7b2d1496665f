import { expect, test } from 'vitest'
import { isDataSnippet } from '../docs/data-snippets.js'
import { startSnippetRunner } from '../docs/snippet-runner.js'
import { pages, readSnippets, type Snippet } from '../docs/snippets.js'
import { findPython, installFromPyPi } from '../peers/peer.js'

const python = await findPython(9)
const needsMore = ({ note }: Snippet) => Boolean(note.needs)
const isRun = (snippet: Snippet) => !isDataSnippet(snippet) && !snippet.note['not run']

test.skipIf(!python).each(pages.filter((page) => readSnippets(page).some(needsMore)))(
  '%s: its examples for Python and the AWS CLI work',
  async (page) => {
    const { run } = await startSnippetRunner(
      await installFromPyPi(
        'pytest',
        python!,
        'boto3==1.43.11',
        'pytest==9.0.2',
        'requests==2.32.5',
      ),
      await installFromPyPi('awscli', python!, 'awscli==1.45.11'),
    )

    for (const snippet of readSnippets(page).filter(isRun)) await run(snippet)

    expect(readSnippets(page).filter(needsMore)).not.toEqual([])
  },
)
