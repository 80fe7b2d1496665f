import DOMPurify from 'dompurify'
import { isOwnAddress } from './own-address.js'

/**
 * Sanitizes FormattedContent: keeps the elements that MTurk allowed, without attributes that run
 * scripts, submit forms, embed frames, or set IDs, classes or styles, and without images of the
 * emulator itself.
 */
export const sanitizeHtml = (html: string): string =>
  purify.sanitize(html, {
    ALLOWED_TAGS: allowedTags,
    ALLOWED_ATTR: allowedAttributes,
    ALLOWED_URI_REGEXP: /^(https?|mailto):/i,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
  })

const purify = DOMPurify(window)
purify.addHook('afterSanitizeAttributes', (element) => {
  if (element.tagName === 'IMG' && isOwnAddress(element.getAttribute('src') ?? ''))
    element.removeAttribute('src')
  if (element.tagName !== 'A') return
  // A link must not replace the page with the work.
  element.setAttribute('target', '_blank')
  element.setAttribute('rel', 'noopener noreferrer')
})

/** The elements of FormattedContentXHTMLSubset.xsd, without frames and maps. */
const allowedTags =
  'a b big blockquote br center cite code col colgroup dd del dl dt em font h1 h2 h3 h4 h5 h6 hr i img ins li ol p pre q s small span strike strong sub sup table tbody td tfoot th thead tr u ul'.split(
    ' ',
  )

const allowedAttributes =
  'abbr align alt bgcolor border cellpadding cellspacing char charoff cite clear color colspan compact datetime dir face height href hreflang hspace lang noshade nowrap rowspan rules scope size span src start summary title valign value vspace width'.split(
    ' ',
  )
