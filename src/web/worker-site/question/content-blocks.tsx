import type { FormContentView } from '../../../server/control/views.js'
import { isOwnAddress } from './own-address.js'
import { sanitizeHtml } from './sanitize-html.js'

/** The content of a form: titles, texts, formatted content, lists and media. */
export const ContentBlocks = ({ contents }: { readonly contents: readonly FormContentView[] }) => (
  <>
    {contents.map((content, index) => (
      <ContentBlock key={index} content={content} />
    ))}
  </>
)

function ContentBlock({ content }: { readonly content: FormContentView }) {
  switch (content.kind) {
    case 'title':
      return <h3>{content.text}</h3>
    case 'text':
      return <p class="question-text">{content.text}</p>
    case 'html':
      return (
        <div class="formatted" dangerouslySetInnerHTML={{ __html: sanitizeHtml(content.text) }} />
      )
    case 'list':
      return (
        <ul class="content-list">
          {content.items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      )
    case 'media':
      return <Media {...content} />
    case 'unsupported':
      return (
        <p class="hint">
          MTurk showed a {content.elementName} here, which browsers no longer support.
        </p>
      )
  }
}

const Media = ({ type, url, altText }: Extract<FormContentView, { kind: 'media' }>) => {
  if (isOwnAddress(url))
    return <p class="hint">This {type} is not shown: its address is that of mturk-local.</p>
  switch (type) {
    case 'image':
      return <img src={url} alt={altText} />
    case 'audio':
      // biome-ignore lint/a11y/useMediaCaption: media of requesters have no captions
      return <audio controls src={url} title={altText} />
    case 'video':
      // biome-ignore lint/a11y/useMediaCaption: media of requesters have no captions
      return <video controls src={url} title={altText} />
    default:
      return (
        <a href={url} target="_blank" rel="noopener noreferrer">
          {altText || url}
        </a>
      )
  }
}
