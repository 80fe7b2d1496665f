import { readFileSync } from 'node:fs'
import { isPublished } from './publication.js'

const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
const tarball = `mturk-local-${version}.tgz`

/** How a reader of the README gets the command. */
export const installSummary = (published = isPublished): string =>
  published
    ? `
In a project of your own, \`npm install --save-dev mturk-local\` installs the package, and
\`npx mturk-local start\` starts it.

`
    : `
The package is not in npm's registry yet. These pages say what works from a clone of the repository, in
which \`npx mturk-local COMMAND\` runs every command, or with the package that \`npm pack\` writes there,
\`${tarball}\`.

`

/** How a project gets the package, for the page of installation. */
export const installPackage = (published = isPublished): string =>
  published
    ? `
<!-- not run: test/package installs the package -->
\`\`\`sh
npm install --save-dev mturk-local
npx mturk-local start
\`\`\`

`
    : `
The package is not in npm's registry yet, so pack it in a clone:

<!-- not run: test/package packs and installs the package -->
\`\`\`sh
npm ci
npm pack
\`\`\`

That writes \`${tarball}\`. Install it in your project by its path, and start it there:

<!-- not run: test/package packs and installs the package -->
\`\`\`sh
npm install --save-dev ../mturk-local/${tarball}
npx mturk-local start
\`\`\`

`

const packFirst = `
The package is not in npm's registry yet: run \`npm ci\` and \`npm pack\` in a clone of the repository, which
write \`${tarball}\`. Create the new folder beside the clone, whose folder is \`mturk-local\` here.
`

/** The first commands of the tutorial. */
export const tutorialInstall = (published = isPublished): string => `${published ? '' : packFirst}
\`\`\`sh
mkdir first-event
cd first-event
npm init --yes
npm install ${published ? 'mturk-local' : `../mturk-local/${tarball}`} @aws-sdk/client-mturk @aws-sdk/client-sqs
\`\`\`

`
