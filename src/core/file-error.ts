const explanations: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist',
  EISDIR: 'is a folder, not a file',
  EEXIST: 'exists already',
  EACCES: 'may not be opened by this user',
  EPERM: 'may not be opened by this user',
  EROFS: 'is on a disk that cannot be written to',
  ENOSPC: 'has no room: the disk is full',
  EDQUOT: 'has no room: the quota is used up',
  EBUSY: 'is in use by another program',
  ETXTBSY: 'is in use by another program',
  ENAMETOOLONG: 'has a name that is too long',
  ELOOP: 'is a symbolic link that leads back to itself',
  EMFILE: 'cannot be opened because too many files are open',
}

/** Predicate of a sentence about a file, such as `does not exist`, for a system error. */
export const explainFileError = (error: unknown): string => {
  const { code = 'unknown error' } = error as NodeJS.ErrnoException
  return explanations[code] ?? `cannot be opened (${code})`
}

/** The same for a file that is to be written: it is its folder that does not exist. */
export const explainWriteError = (error: unknown): string =>
  (error as NodeJS.ErrnoException).code === 'ENOENT'
    ? 'cannot be created: its folder does not exist'
    : explainFileError(error)
