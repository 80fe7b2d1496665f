import { layoutParametersMissing } from './errors.js'

/** A page with placeholders, as made on the requester's web site; a HIT fills them in. */
export interface HitLayoutRecord {
  readonly account: string
  readonly id: string
  /** HTML in which `${name}` stands for the parameter of that name. */
  readonly html: string
  /** In pixels; 0 means the height that the page needs. */
  readonly frameHeight: number
}

const placeholder = /\$\{([^{}]+)\}/g

/** The names of a layout's parameters, each once, in their order. */
export const findLayoutParameters = ({
  html,
}: Pick<HitLayoutRecord, 'html'>): readonly string[] => [
  ...new Set([...html.matchAll(placeholder)].map(([, name]) => name!.trim())),
]

/**
 * The question of a HIT made with a layout. Values are inserted unescaped, since they may be HTML, as
 * on the web site.
 *
 * @throws RequestError naming the parameters that are missing
 */
export function renderLayout(layout: HitLayoutRecord, values: ReadonlyMap<string, string>): string {
  const missing = findLayoutParameters(layout).filter((name) => !values.has(name))
  if (missing.length > 0) throw layoutParametersMissing(missing)
  const html = layout.html.replace(placeholder, (_, name: string) => values.get(name.trim())!)
  return `<HTMLQuestion xmlns="${namespace}"><HTMLContent><![CDATA[${html.replaceAll(']]>', ']]]]><![CDATA[>')}]]></HTMLContent><FrameHeight>${layout.frameHeight}</FrameHeight></HTMLQuestion>`
}

const namespace =
  'http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2011-11-11/HTMLQuestion.xsd'
