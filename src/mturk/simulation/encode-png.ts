import { crc32, deflateSync } from 'node:zlib'

/** A box painted in one colour of a list. */
export interface PaintedBox {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  /** The index of the colour. */
  readonly colour: number
}

/** A PNG in Base64 with boxes on a transparent ground; a later box covers an earlier one. */
export function encodeSegmentationPng(
  { width, height }: { readonly width: number; readonly height: number },
  colours: readonly string[],
  boxes: readonly PaintedBox[],
): string {
  // Each row begins with its filter, which is none.
  const rowLength = width + 1
  const rows = Buffer.alloc(rowLength * height)
  for (const box of boxes)
    for (let row = box.top; row < box.top + box.height; row++) {
      const start = row * rowLength + 1 + box.left
      rows.fill(box.colour + 1, start, start + box.width)
    }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // 8 bits a pixel, which are an index of the palette.
  header.set([8, 3], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    encodeChunk('IHDR', header),
    encodeChunk(
      'PLTE',
      Buffer.from(`000000${colours.map((each) => each.slice(1)).join('')}`, 'hex'),
    ),
    // The first colour is the transparent ground.
    encodeChunk('tRNS', Buffer.from([0])),
    encodeChunk('IDAT', deflateSync(rows)),
    encodeChunk('IEND', Buffer.alloc(0)),
  ]).toString('base64')
}

function encodeChunk(type: string, data: Buffer): Buffer {
  const content = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const checksum = Buffer.alloc(4)
  checksum.writeUInt32BE(crc32(content))
  return Buffer.concat([length, content, checksum])
}
