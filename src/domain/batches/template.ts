import { escapeHtml } from '../../core/escape-html.js'
import { suggest } from '../../core/suggest.js'
import { findLayoutParameters, renderLayout } from '../hit-layout.js'
import { wrapInDocument, wrapInForm } from '../questions/question-page.js'
import type { CsvRow, CsvTable } from './csv-table.js'
import { BatchInputError } from './input-error.js'

/**
 * The whole page of a template. As on the requester website, a template may be only the content
 * of the form: the document, the form and a submit button are added if it has none.
 */
export function completePage(template: string): string {
  if (/<(!doctype|html|body)[\s>]/i.test(template)) return template
  if (/<(crowd-)?form[\s>]/i.test(template)) return wrapInDocument(template)
  const hasButton = /<button[\s>]|type\s*=\s*["']?submit/i.test(template)
  const content = hasButton ? template : `${template}\n<p><input type="submit" value="Submit"></p>`
  return wrapInDocument(wrapInForm(content))
}

/**
 * @param templateFile for the message
 * @throws BatchInputError naming the first variable that is not a column
 */
export function checkVariables(page: string, table: CsvTable, templateFile?: string): void {
  const missing = findLayoutParameters({ html: page }).find((name) => !table.columns.includes(name))
  if (missing === undefined) return
  const template = templateFile === undefined ? 'The template' : `The template ${templateFile}`
  throw new BatchInputError(
    `${template} has the variable ${missing}, but ${table.file ?? 'the CSV file'} has no such column.${suggest(missing, table.columns)}`,
  )
}

/**
 * The HTMLQuestion of a row. The values are also kept in a comment at its end, from which the
 * columns `Input.…` of the results are read: the API has no other place for them.
 */
export function buildRowQuestion(
  page: string,
  { values }: CsvRow,
  { row, frameHeight, valuesAreText }: RowOptions,
): string {
  const html = `${page}\n<!-- mturk-local row ${row}: ${serializeInput(values)} -->\n`
  const inserted = valuesAreText
    ? new Map([...values].map(([name, value]) => [name, escapeText(value)]))
    : values
  return renderLayout({ account: '', id: '', html, frameHeight }, inserted)
}

interface RowOptions {
  /** Position in the CSV file, from 1. */
  readonly row: number
  readonly frameHeight: number
  readonly valuesAreText: boolean
}

/** Escaped also beyond the basic multilingual plane, where MTurk refuses characters. */
const escapeText = (text: string): string =>
  escapeHtml(text).replace(
    /[\u{10000}-\u{10ffff}]/gu,
    (character) => `&#${character.codePointAt(0)};`,
  )

/**
 * JSON without characters that could end the comment or its CDATA section, that could be a variable,
 * or that MTurk refuses.
 */
const serializeInput = (values: ReadonlyMap<string, string>): string =>
  JSON.stringify(Object.fromEntries(values)).replace(
    /[<>&$\]\ud800-\udfff-]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

/** A row as its question has it. */
export interface RowInput {
  /** Position in the CSV file, from 1. */
  readonly row: number
  readonly values: Readonly<Record<string, string>>
}

/** Reads the row from a question; undefined when there is none. */
export function readRowInput(question = ''): RowInput | undefined {
  const [, row, json] =
    [...question.matchAll(/<!-- mturk-local row (\d+): (\{[^<>]*\}) -->/g)].at(-1) ?? []
  return json === undefined ? undefined : { row: Number(row), values: JSON.parse(json) }
}
