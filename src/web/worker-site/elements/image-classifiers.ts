import { Classifier, ClassifierMultiSelect } from './classifiers.js'
import { createElement } from './form-element.js'

export class ImageClassifier extends Classifier {
  protected override getTargets() {
    return [createImage(this)]
  }
}

export class ImageClassifierMultiSelect extends ClassifierMultiSelect {
  protected override getTargets() {
    return [createImage(this)]
  }
}

function createImage(element: Element): HTMLImageElement {
  const image = createElement('img')
  image.src = element.getAttribute('src') ?? ''
  image.alt = 'Image to classify'
  return image
}
