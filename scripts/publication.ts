/** What the package and its pages say about where the project is, in one place. */

/**
 * The web address of the public repository, such as `https://github.com/OWNER/NAME`. Empty until
 * there is one: the package then has no addresses, and its README links to files inside it.
 */
export const repositoryUrl: string = ''

/** Whether `npm install mturk-local` works, which the pages then say. */
export const isPublished: boolean = false

type PackageManifest = Readonly<Record<string, unknown>>

/** A manifest with the addresses of a repository, after the license; without them if it is empty. */
export function withAddresses(manifest: PackageManifest, repository: string): PackageManifest {
  const { repository: _, homepage, bugs, ...rest } = manifest
  const addresses = repository
    ? {
        repository: { type: 'git', url: `git+${repository}.git` },
        homepage: `${repository}#readme`,
        bugs: `${repository}/issues`,
      }
    : {}
  return Object.fromEntries(
    Object.entries(rest).flatMap((entry) =>
      entry[0] === 'license' ? [entry, ...Object.entries(addresses)] : [entry],
    ),
  )
}
