import { readFileSync } from 'node:fs'

/** A part of a page with one element of crowd-html-elements, and its answer when it is filled in. */
export interface CrowdPart {
  readonly html: string
  readonly answer?: Readonly<Record<string, unknown>>
}

/** A picture of 400 by 300 pixels. */
export const picture =
  "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='400' height='300'><rect width='400' height='300' fill='beige'/></svg>"

const instructions = `<short-instructions>In short.</short-instructions>
  <full-instructions header="Details">In full.</full-instructions>`

const drawing = (element: string) =>
  `<${element} name="${element}" src="${picture}" header="Draw" labels="['Cat', 'Dog']">${instructions}</${element}>`

const inputImageProperties = { height: 300, width: 400 }

const segmentation = { inputImageProperties, labeledImage: { pngImageData: 'a PNG' } }

const categories = (element: string, target: string, attributes = '') =>
  `<${element} name="${element}" header="Choose" categories="['Cat', 'Dog']" ${attributes}>${target}${instructions}</${element}>`

/** Every documented element but crowd-form, filled in as `fillIn` of the browser tests does it. */
export const crowdParts: Readonly<Record<string, CrowdPart>> = {
  'crowd-alert': { html: '<crowd-alert type="success" dismissible>All is well.</crowd-alert>' },
  'crowd-badge': {
    html: '<p id="new">Something</p><crowd-badge for="new" label="new"></crowd-badge>',
  },
  'crowd-bounding-box': {
    html: drawing('crowd-bounding-box'),
    answer: {
      'crowd-bounding-box': {
        boundingBoxes: [{ height: 10, label: 'Cat', left: 200, top: 150, width: 10 }],
        inputImageProperties,
      },
    },
  },
  'crowd-button': {
    html: `<crowd-button id="mark">Mark</crowd-button><input type="hidden" name="marked" value="no">
      <script>mark.onclick = () => { document.querySelector('[name=marked]').value = 'yes' }</script>`,
    answer: { marked: 'yes' },
  },
  'crowd-card': { html: '<crowd-card heading="A card">Some words</crowd-card>' },
  'crowd-checkbox': {
    html: `<crowd-checkbox name="looks" value="blurry">Blurry</crowd-checkbox>
      <crowd-checkbox name="looks" value="dim" disabled>Dim</crowd-checkbox>
      <script>document.querySelectorAll('crowd-checkbox').forEach((each) => { each.disabled = false })</script>`,
    answer: { looks: { blurry: true, dim: true } },
  },
  'crowd-classifier': {
    html: categories('crowd-classifier', '<classification-target>Miaow</classification-target>'),
    answer: { 'crowd-classifier': { label: 'Cat' } },
  },
  'crowd-classifier-multi-select': {
    html: categories(
      'crowd-classifier-multi-select',
      '<classification-target>Miaow</classification-target>',
      `exclusion-category="{ text: 'None of the above' }"`,
    ),
    answer: { 'crowd-classifier-multi-select': { labels: ['Cat'] } },
  },
  'crowd-entity-annotation': {
    html: `<crowd-entity-annotation name="entities" header="Mark" text="A cat sat" labels="[{'label': 'animal'}]">${instructions}</crowd-entity-annotation>`,
    answer: { entities: { entities: [{ endOffset: 1, label: 'animal', startOffset: 0 }] } },
  },
  'crowd-fab': { html: '<crowd-fab icon="report-problem" title="Issue"></crowd-fab>' },
  'crowd-icon-button': {
    html: '<crowd-icon-button icon="star" title="Favourite"></crowd-icon-button>',
  },
  'crowd-image-classifier': {
    html: categories('crowd-image-classifier', '', `src="${picture}"`),
    answer: { 'crowd-image-classifier': { label: 'Cat' } },
  },
  'crowd-image-classifier-multi-select': {
    html: categories(
      'crowd-image-classifier-multi-select',
      '',
      `src="${picture}" exclusion-category="{ text: 'None of the above' }"`,
    ),
    answer: { 'crowd-image-classifier-multi-select': { labels: ['Cat'] } },
  },
  'crowd-input': {
    html: '<crowd-input name="word" label="A word" required></crowd-input>',
    answer: { word: 'some words' },
  },
  'crowd-instance-segmentation': {
    html: drawing('crowd-instance-segmentation'),
    answer: {
      'crowd-instance-segmentation': {
        ...segmentation,
        instances: [{ color: '#1f77b4', label: 'Cat' }],
      },
    },
  },
  'crowd-instructions': {
    html: `<crowd-instructions link-text="View instructions" link-type="button">
      <short-summary>In short.</short-summary><detailed-instructions>In full.</detailed-instructions>
      <positive-example>Like this.</positive-example><negative-example>Not like this.</negative-example>
    </crowd-instructions>`,
  },
  'crowd-keypoint': {
    html: drawing('crowd-keypoint'),
    answer: {
      'crowd-keypoint': { inputImageProperties, keypoints: [{ label: 'Cat', x: 200, y: 150 }] },
    },
  },
  'crowd-line': {
    html: drawing('crowd-line'),
    answer: {
      'crowd-line': {
        inputImageProperties,
        lines: [
          {
            label: 'Cat',
            vertices: [
              { x: 200, y: 150 },
              { x: 210, y: 160 },
            ],
          },
        ],
      },
    },
  },
  'crowd-modal': { html: '<crowd-modal link-text="See examples">An example</crowd-modal>' },
  'crowd-polygon': {
    html: drawing('crowd-polygon'),
    answer: {
      'crowd-polygon': {
        inputImageProperties,
        polygons: [
          {
            label: 'Cat',
            vertices: [
              { x: 200, y: 150 },
              { x: 210, y: 160 },
              { x: 210, y: 200 },
            ],
          },
        ],
      },
    },
  },
  'crowd-polyline': {
    html: drawing('crowd-polyline'),
    answer: {
      'crowd-polyline': {
        inputImageProperties,
        polylines: [
          {
            label: 'Cat',
            vertices: [
              { x: 200, y: 150 },
              { x: 210, y: 160 },
              { x: 210, y: 200 },
            ],
          },
        ],
      },
    },
  },
  'crowd-question-answer-generation': {
    html: `<crowd-question-answer-generation name="questions" text="A cat sat" min-questions="1" max-questions="2"
      question-min-words="2" question-max-words="9" answer-min-words="1" answer-max-words="9"
      question-tags='["easy", "hard"]' allow-custom-question-tags="true">${instructions}</crowd-question-answer-generation>`,
    answer: {
      questions: {
        questionAnswerPairs: [
          {
            answer: 'some words',
            highlights: [{ endOffset: 1, startOffset: 0 }],
            question: 'some words',
            tags: ['easy'],
          },
        ],
      },
    },
  },
  'crowd-radio-button': {
    html: '<crowd-radio-button name="sure" value="yes">Sure</crowd-radio-button>',
    answer: { sure: { yes: true } },
  },
  'crowd-radio-group': {
    html: `<crowd-radio-group><crowd-radio-button name="yes" value="yes">Yes</crowd-radio-button>
      <crowd-radio-button name="no" value="no">No</crowd-radio-button></crowd-radio-group>`,
    answer: { no: { no: false }, yes: { yes: true } },
  },
  'crowd-semantic-segmentation': {
    html: drawing('crowd-semantic-segmentation'),
    answer: {
      'crowd-semantic-segmentation': {
        ...segmentation,
        labelMappings: { Cat: { color: '#1f77b4' } },
      },
    },
  },
  'crowd-slider': {
    html: '<crowd-slider name="much" min="1" max="5" step="1" pin="true" required></crowd-slider>',
    answer: { much: '2' },
  },
  'crowd-slider-label': {
    html: `<crowd-slider name="rating" min="1" max="5" step="1" pin="true" required>
      <crowd-slider-label position="1">Poor</crowd-slider-label><crowd-slider-label position="5">Good</crowd-slider-label></crowd-slider>`,
    answer: { rating: '2' },
  },
  'crowd-tab': {
    html: '<crowd-tabs><crowd-tab header="Only">In the only tab</crowd-tab></crowd-tabs>',
  },
  'crowd-tabs': {
    html: `<crowd-tabs><crowd-tab header="First">In the first tab</crowd-tab>
      <crowd-tab header="Second">In the second tab</crowd-tab></crowd-tabs>`,
  },
  'crowd-text-area': {
    html: '<crowd-text-area name="story" label="A story" rows="4"></crowd-text-area>',
    answer: { story: 'some words' },
  },
  'crowd-text-ranking': {
    html: `<crowd-text-ranking name="ranking" text="Why?" responses='["Because", "So"]'
      ordinal-ranking-dimensions='[{"name":"Clarity","allowTie":true},{"name":"Length","allowTie":false}]'>${instructions}</crowd-text-ranking>`,
    answer: {
      ranking: {
        rankings: [
          { name: 'Clarity', ranks: [1, 2] },
          { name: 'Length', ranks: [1, 2] },
        ],
      },
    },
  },
  'crowd-toast': { html: '<crowd-toast duration="600000" opened>Good morning</crowd-toast>' },
  'crowd-toggle-button': {
    html: '<crowd-toggle-button name="toggle"></crowd-toggle-button>',
    answer: { toggle: { on: true } },
  },
}

interface DocumentedElements {
  readonly elements: readonly string[]
  /** Elements of a template, separated by spaces. */
  readonly combinations: readonly string[]
}

export const documentedElements: DocumentedElements = JSON.parse(
  readFileSync('fixtures/crowd-elements/elements.json', 'utf8'),
)

/** A page that uses exactly these elements; without a crowd-form the entity annotation submits. */
export function createCrowdPage(elements: readonly string[]): CrowdPart {
  // Some parts contain others.
  const contained = new Set(
    Object.entries(containers).flatMap(([container, inner]) =>
      elements.includes(container) ? inner : [],
    ),
  )
  const parts = elements
    .filter((element) => element !== 'crowd-form' && !contained.has(element))
    .map((element) => crowdParts[element]!)
  const html = parts.map((part) => part.html).join('\n')
  const answer = Object.assign({}, ...parts.map((part) => part.answer))
  if (elements.includes('crowd-form')) return { html: `<crowd-form>${html}</crowd-form>`, answer }
  return { html: `${html}${moveIntoForm}`, answer }
}

const containers: Readonly<Record<string, readonly string[]>> = {
  'crowd-radio-group': ['crowd-radio-button'],
  'crowd-slider-label': ['crowd-slider'],
  'crowd-tabs': ['crowd-tab'],
}

const moveIntoForm = `<script>
  document.addEventListener('all-crowd-elements-ready', () => {
    const { form } = document.querySelector('crowd-entity-annotation').shadowRoot.querySelector('crowd-form')
    for (const group of document.querySelectorAll('crowd-radio-group')) form.append(group)
  })
</script>`
