import type { FormContent } from '../../../server/control/contract.js'
import { sanitizeHtml } from './sanitize-html.js'

/** What a form says: titles, texts, formatted content, lists, pictures, sound. */
export const ContentBlocks = ({ contents }: { readonly contents: readonly FormContent[] }) => (
  <>
    {contents.map((content, index) => (
      <ContentBlock key={index} content={content} />
    ))}
  </>
)

function ContentBlock({ content }: { readonly content: FormContent }) {
  switch (content.kind) {
    case 'title':
      return <h3>{content.text}</h3>
    case 'text':
      return <p class="said">{content.text}</p>
    case 'html':
      return (
        <div class="formatted" dangerouslySetInnerHTML={{ __html: sanitizeHtml(content.text) }} />
      )
    case 'list':
      return (
        <ul class="listed">
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
          Here MTurk showed a {content.elementName}, which no browser runs any more.
        </p>
      )
  }
}

const Media = ({ type, url, altText }: Extract<FormContent, { kind: 'media' }>) => {
  switch (type) {
    case 'image':
      return <img src={url} alt={altText} />
    case 'audio':
      // biome-ignore lint/a11y/useMediaCaption: it is the requester's, and has none
      return <audio controls src={url} title={altText} />
    case 'video':
      // biome-ignore lint/a11y/useMediaCaption: it is the requester's, and has none
      return <video controls src={url} title={altText} />
    default:
      return (
        <a href={url} target="_blank" rel="noopener noreferrer">
          {altText || url}
        </a>
      )
  }
}
