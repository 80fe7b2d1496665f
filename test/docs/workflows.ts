import { parse } from 'yaml'
import { readSnippets } from './snippets.js'

interface Workflow {
  readonly jobs?: { readonly test: { readonly steps: readonly { readonly run?: string }[] } }
}

/** The commands of the workflow on the page on CI that runs this one last. */
export const readWorkflowCommands = (last: string): readonly string[] =>
  readSnippets('docs/ci.md')
    .filter(({ text }) => text.startsWith('name:'))
    .map(({ text }) => (parse(text) as Workflow).jobs!.test.steps.flatMap(({ run }) => run ?? []))
    .find((commands) => commands.at(-1) === last)!
