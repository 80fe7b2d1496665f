import { parseJsonText, readTextFile } from '../../core/json-file.js'
import { SettingError } from '../../core/setting-error.js'

/**
 * Reads captured payloads from a file, a JSON list or JSON Lines: payloads, or what was received
 * with one inside, such as a message of SQS, an envelope of SNS or an event of Lambda.
 *
 * @throws SettingError when the file cannot be read or has something else
 */
export function readPayloadFile(file: string): readonly string[] {
  const label = `The payload file ${file}`
  const text = readTextFile('The payload file', file)
  const items = text.trimStart().startsWith('[')
    ? (parseJsonText(label, text) as unknown[])
    : isJson(text)
      ? [JSON.parse(text) as unknown]
      : text
          .split('\n')
          .map((line, index) => ({ line, name: `Line ${index + 1} of the payload file ${file}` }))
          .filter(({ line }) => line.trim() !== '')
          .map(({ line, name }) => parseJsonText(name, line))
  const payloads = items.flatMap((item, index) => {
    const found = findPayloads(item)
    if (found.length > 0) return found
    throw new SettingError(
      `${label} has no notification in item ${index + 1}: give objects with Events, or messages of SQS, SNS or Lambda with one inside.`,
    )
  })
  if (payloads.length === 0) throw new SettingError(`${label} is empty.`)
  return payloads
}

/** Members in which a payload arrives, as a text or as an object. */
const wrappers = ['Message', 'Body', 'body', 'payload', 'Sns'] as const

function findPayloads(value: unknown): readonly string[] {
  if (typeof value === 'string') {
    if (!isJson(value)) return []
    const parsed: unknown = JSON.parse(value)
    // The bytes as captured, not as serialised again.
    return isPayload(parsed) ? [value] : findPayloads(parsed)
  }
  if (typeof value !== 'object' || value === null) return []
  if (isPayload(value)) return [JSON.stringify(value)]
  const record = value as Readonly<Record<string, unknown>>
  if (Array.isArray(record.Records)) return record.Records.flatMap(findPayloads)
  const wrapper = wrappers.find((name) => record[name] !== undefined)
  return wrapper === undefined ? [] : findPayloads(record[wrapper])
}

const isPayload = (value: unknown): boolean =>
  Array.isArray((value as { readonly Events?: unknown } | null)?.Events)

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
