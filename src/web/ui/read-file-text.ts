/**
 * Reads a file that a person chose, in UTF-8 or, with a byte order mark, in UTF-16, which spreadsheets
 * and PowerShell write.
 */
export async function readFileText(file: Blob): Promise<string> {
  const bytes = await file.arrayBuffer()
  const [first, second] = new Uint8Array(bytes)
  const encoding =
    first === 0xff && second === 0xfe
      ? 'utf-16le'
      : first === 0xfe && second === 0xff
        ? 'utf-16be'
        : 'utf-8'
  return new TextDecoder(encoding).decode(bytes)
}
