import { createElement } from '../form-element.js'
import { colourAt } from './label-picker.js'
import { boundingBoxKind, readInitialShapes } from './shape-kinds.js'

/** Labels of an earlier task, which an image classifier shows for verification. */
interface ImageOverlay {
  readonly boundingBox?: { readonly labels?: readonly string[]; readonly value?: unknown }
  readonly semanticSegmentation?: { readonly src?: string }
  readonly instanceSegmentation?: { readonly src?: string }
}

/** What lies over the image: boxes with their labels, or the picture of a segmentation. */
export function createImageOverlay(
  image: HTMLImageElement,
  overlay: unknown,
): readonly HTMLElement[] {
  const { boundingBox, semanticSegmentation, instanceSegmentation } = (overlay ??
    {}) as ImageOverlay
  const src = (semanticSegmentation ?? instanceSegmentation)?.src
  const layers: HTMLElement[] = []
  if (src !== undefined) {
    const layer = createElement('img', 'overlay')
    layer.alt = 'Labels to verify'
    layer.src = src
    layers.push(layer)
  }
  if (boundingBox) {
    const canvas = createElement('canvas', 'overlay')
    canvas.setAttribute('role', 'img')
    const boxes = readInitialShapes(boundingBoxKind, boundingBox.value)
    canvas.setAttribute('aria-label', `Boxes: ${boxes.map(({ label }) => label).join(', ')}`)
    image.addEventListener('load', () => {
      canvas.width = image.naturalWidth || image.width
      canvas.height = image.naturalHeight || image.height
      paintBoxes(canvas, boxes, boundingBox.labels ?? [])
    })
    layers.push(canvas)
  }
  return layers
}

function paintBoxes(
  canvas: HTMLCanvasElement,
  boxes: ReturnType<typeof readInitialShapes>,
  labels: readonly string[],
): void {
  const context = canvas.getContext('2d')
  if (!context) return
  /** Pixels of the image per pixel of the screen. */
  const scale = canvas.width / (canvas.getBoundingClientRect().width || canvas.width)
  context.font = `${14 * scale}px sans-serif`
  context.lineWidth = 2 * scale
  for (const { label, vertices } of boxes) {
    const [from, to] = vertices
    context.strokeStyle = colourAt(Math.max(0, labels.indexOf(label)))
    context.strokeRect(from!.x, from!.y, to!.x - from!.x, to!.y - from!.y)
    context.fillStyle = context.strokeStyle
    context.fillText(label, from!.x, Math.max(14 * scale, from!.y - 4 * scale))
  }
}
