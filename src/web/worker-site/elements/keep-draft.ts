import type { NativeControl } from './form-element.js'
import { nativeControls } from './form-element.js'

/**
 * Keeps what is filled in on the page of an HTMLQuestion over a reload. The page has an opaque origin
 * and thus no storage, so the worker site around it stores the draft, which only this script reads.
 */
interface Draft {
  /** The values of native controls; of checkboxes and radio buttons whether they are checked. */
  readonly controls: Readonly<Record<string, DraftValue>>
  /** What elements such as those that draw keep themselves. */
  readonly elements: Readonly<Record<string, unknown>>
}

type DraftValue = string | boolean | readonly string[]

interface DraftElement extends HTMLElement {
  draft: unknown
}

/** Files cannot be set; hidden fields belong to the page, and passwords are not stored. */
const ignoredTypes = ['button', 'file', 'hidden', 'image', 'password', 'reset', 'submit']
/** Pages may add fields when others are filled in, a few times in a row. */
const maxPasses = 5
let isRestoring = false

function start(): void {
  for (const type of ['input', 'change'])
    document.addEventListener(type, () => {
      if (!isRestoring) send({ type: 'save', draft: JSON.stringify(readDraft()) })
    })
  addEventListener('message', ({ data, source }) => {
    if (source === window.parent && data?.mturkLocalDraft?.type === 'restore')
      restore(JSON.parse(data.mturkLocalDraft.draft))
  })
  send({ type: 'load' })
}

/** Only the worker site can frame the page, so its origin needs no check. */
const send = (message: object): void => window.parent.postMessage({ mturkLocalDraft: message }, '*')

function readDraft(): Draft {
  const controls: Record<string, DraftValue> = {}
  const elements: Record<string, unknown> = {}
  for (const [key, control] of listControls()) controls[key] = readValue(control)
  for (const [key, element] of listElements())
    if (element.draft !== undefined) elements[key] = element.draft
  return { controls, elements }
}

function restore({ controls, elements }: Draft): void {
  isRestoring = true
  for (const [key, element] of listElements())
    if (elements[key] !== undefined) element.draft = elements[key]
  const restored = new Set<string>()
  for (let pass = 0; pass < maxPasses; pass++)
    for (const [key, control] of listControls())
      if (controls[key] !== undefined && !restored.has(key)) {
        restored.add(key)
        writeValue(control, controls[key])
      }
  isRestoring = false
}

const isCheckable = (control: NativeControl): control is HTMLInputElement =>
  control.type === 'checkbox' || control.type === 'radio'

function readValue(control: NativeControl): DraftValue {
  if (isCheckable(control)) return control.checked
  return control instanceof HTMLSelectElement
    ? [...control.selectedOptions].map(({ value }) => value)
    : control.value
}

/** Scripts of the page hear of the change as if the worker had made it. */
function writeValue(control: NativeControl, value: DraftValue): void {
  if (JSON.stringify(readValue(control)) === JSON.stringify(value)) return
  if (isCheckable(control)) control.checked = value === true
  else if (control instanceof HTMLSelectElement)
    for (const option of control.options) option.selected = [value].flat().includes(option.value)
  else {
    // Libraries that replace the property of a control must not take the value for their own.
    const prototype = Object.getPrototypeOf(control)
    Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(control, value)
  }
  control.dispatchEvent(new Event('input', { bubbles: true, composed: true }))
  control.dispatchEvent(new Event('change', { bubbles: true }))
}

/** All elements of the page, with those in open shadow roots. */
const listAll = (root: Document | ShadowRoot): readonly HTMLElement[] =>
  [...root.querySelectorAll<HTMLElement>('*')].flatMap((element) =>
    element.shadowRoot ? [element, ...listAll(element.shadowRoot)] : [element],
  )

const listControls = (): ReadonlyMap<string, NativeControl> =>
  nameAll(
    listAll(document)
      .filter((element): element is NativeControl => element.matches(nativeControls))
      .filter(({ type }) => !ignoredTypes.includes(type)),
    (control) =>
      [nameOfHost(control), control.name, control.id, control.type].join(' ') +
      (isCheckable(control) ? ` ${control.value}` : ''),
  )

const listElements = (): ReadonlyMap<string, DraftElement> =>
  nameAll(
    listAll(document).filter((element): element is DraftElement => 'draft' in element),
    (element) => `${element.localName} ${element.getAttribute('name')}`,
  )

/** The name of the element around a control that has no name of its own. */
function nameOfHost(control: NativeControl): string {
  const root = control.getRootNode()
  const around = control.parentElement?.closest('[name]')
  const host = around ?? (root instanceof ShadowRoot ? root.host : undefined)
  return host?.getAttribute('name') ?? ''
}

/** A key for each element, which is the same after a reload. */
function nameAll<T>(all: readonly T[], nameOf: (each: T) => string): ReadonlyMap<string, T> {
  const named = new Map<string, T>()
  const counts = new Map<string, number>()
  for (const each of all) {
    const name = nameOf(each)
    const count = (counts.get(name) ?? 0) + 1
    counts.set(name, count)
    named.set(`${name} #${count}`, each)
  }
  return named
}

// The scripts of the page come first, as they are before this one.
if (window.parent !== window)
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start)
  else start()
