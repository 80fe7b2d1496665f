/** Operations of Amazon's that this marketplace does not have yet, and says so honestly. */
export const notYet: ReadonlySet<string> = new Set(['GetFileUploadURL'])
