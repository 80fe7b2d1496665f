import { Classifier, ClassifierMultiSelect } from './classifiers.js'
import { make } from './field.js'

export class ImageClassifier extends Classifier {
  protected override shown() {
    return [pictureOf(this)]
  }
}

export class ImageClassifierMultiSelect extends ClassifierMultiSelect {
  protected override shown() {
    return [pictureOf(this)]
  }
}

function pictureOf(element: Element): HTMLImageElement {
  const picture = make('img')
  picture.src = element.getAttribute('src') ?? ''
  picture.alt = 'What is to be classified'
  return picture
}
