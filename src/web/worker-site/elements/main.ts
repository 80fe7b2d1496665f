import { Badge, Button, FloatingButton, IconButton } from './action-buttons.js'
import { EntityAnnotation } from './annotation/entity-annotation.js'
import { InstanceSegmentation, SemanticSegmentation } from './annotation/segmentation.js'
import { BoundingBox, Keypoint, Line, Polygon, Polyline } from './annotation/shape-annotator.js'
import { Checkbox, RadioButton, RadioGroup, ToggleButton } from './buttons.js'
import {
  Classifier,
  ClassifierMultiSelect,
  ImageClassifier,
  ImageClassifierMultiSelect,
} from './classifiers.js'
import { CrowdForm } from './crowd-form.js'
import { defineElement } from './define-element.js'
import { Icon } from './icons.js'
import { InputElement, Slider, TextArea } from './inputs.js'
import { Card, Instructions } from './layout.js'
import { Alert, Modal, Toast } from './notices.js'
import { QuestionAnswerGeneration } from './question-answer-generation.js'
import { injectStyles } from './styles.js'
import { TabGroup } from './tabs.js'
import { TextRanking } from './text-ranking.js'
import { reportUnsupported } from './unsupported.js'

/**
 * A replacement for Amazon's crowd-html-elements.js: Amazon's documented elements, and a note in
 * the page about any others. It contains none of Amazon's code.
 */
const elements: Readonly<Record<string, CustomElementConstructor>> = {
  'crowd-alert': Alert,
  'crowd-badge': Badge,
  'crowd-bounding-box': BoundingBox,
  'crowd-button': Button,
  'crowd-card': Card,
  'crowd-checkbox': Checkbox,
  'crowd-classifier': Classifier,
  'crowd-classifier-multi-select': ClassifierMultiSelect,
  'crowd-fab': FloatingButton,
  'crowd-icon-button': IconButton,
  'crowd-image-classifier': ImageClassifier,
  'crowd-image-classifier-multi-select': ImageClassifierMultiSelect,
  'crowd-input': InputElement,
  'crowd-instructions': Instructions,
  'crowd-instance-segmentation': InstanceSegmentation,
  'crowd-keypoint': Keypoint,
  'crowd-line': Line,
  'crowd-modal': Modal,
  'crowd-polygon': Polygon,
  'crowd-polyline': Polyline,
  'crowd-question-answer-generation': QuestionAnswerGeneration,
  'crowd-radio-button': RadioButton,
  'crowd-radio-group': RadioGroup,
  'crowd-semantic-segmentation': SemanticSegmentation,
  'crowd-slider': Slider,
  'crowd-tabs': TabGroup,
  'crowd-text-area': TextArea,
  'crowd-text-ranking': TextRanking,
  'crowd-toast': Toast,
  'crowd-toggle-button': ToggleButton,
  'iron-icon': Icon,
  // It reads its children, so they must be defined first.
  'crowd-form': CrowdForm,
  // It creates a form.
  'crowd-entity-annotation': EntityAnnotation,
}

/** Elements read their children, so the page must be parsed. */
function defineElements(): void {
  injectStyles()
  for (const [name, element] of Object.entries(elements)) defineElement(name, element)
  reportUnsupported(Object.keys(elements))
  document.dispatchEvent(new Event('all-crowd-elements-ready', { bubbles: true }))
}

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', defineElements)
else defineElements()
