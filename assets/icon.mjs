// Draws the icons from their SVG files with Chromium: `node assets/icon.mjs`, after a drawing changed. Sizes up to 32 pixels have a drawing
// of their own (`*-small.svg`), whose edges lie on the grid of 16. What is drawn is committed, so that building a package needs no browser.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { chromium } from '@playwright/test'

const here = import.meta.dirname
const HICOLOR = join(here, 'linux', 'usr', 'share', 'icons', 'hicolor')
/** Sizes of the hicolor theme that desktops look for. */
const SIZES = [16, 22, 24, 32, 48, 64, 96, 128, 256, 512]
const LARGEST_SMALL = 32
/** The two icons of a desktop: file name, folder of the theme, and name there. The MIME type's slash becomes a hyphen. */
const ICONS = [
  { drawing: 'icon', context: 'apps', name: 'layerloom' },
  { drawing: 'document', context: 'mimetypes', name: 'application-x-layerloom' },
]
const ICO_SIZES = [16, 24, 32, 48, 64, 128, 256]
/** Types of Apple's icon format whose content is a PNG, with its size; several types have the same pixels at another scale. */
const ICNS_TYPES = /** @type {const} */ ([
  ['icp4', 16],
  ['icp5', 32],
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
])

const browser = await chromium.launch({
  executablePath: process.env.LAYERLOOM_CHROMIUM ?? '/usr/bin/chromium',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
})
const page = await browser.newPage()
rmSync(HICOLOR, { recursive: true, force: true })
for (const { drawing, context, name } of ICONS) {
  for (const size of SIZES)
    write(join(HICOLOR, `${size}x${size}`, context, `${name}.png`), await draw(drawing, size))
  const scalable = join(HICOLOR, 'scalable', context, `${name}.svg`)
  mkdirSync(dirname(scalable), { recursive: true })
  copyFileSync(join(here, `${drawing}.svg`), scalable)
}
write(join(here, 'icon.png'), await draw('icon', 512))
for (const drawing of ['icon', 'document']) {
  const drawn = new Map()
  for (const size of new Set([...ICO_SIZES, ...ICNS_TYPES.map(([, pixels]) => pixels)]))
    drawn.set(size, await draw(drawing, size))
  write(join(here, `${drawing}.ico`), ico(ICO_SIZES.map((size) => [size, drawn.get(size)])))
  write(join(here, `${drawing}.icns`), icns(ICNS_TYPES.map(([type, size]) => [type, drawn.get(size)])))
}
await browser.close()

/** @param {string} drawing @param {number} size @returns {Promise<Buffer>} a PNG with clear corners */
async function draw(drawing, size) {
  const file = size <= LARGEST_SMALL ? `${drawing}-small.svg` : `${drawing}.svg`
  await page.setViewportSize({ width: size, height: size })
  const image = readFileSync(join(here, file)).toString('base64')
  await page.setContent(
    `<body style="margin:0"><img style="display:block" width="${size}" height="${size}" src="data:image/svg+xml;base64,${image}">`,
  )
  await page.locator('img').evaluate((element) => /** @type {HTMLImageElement} */ (element).decode())
  return page.screenshot({ omitBackground: true })
}

/** @param {string} path @param {Buffer} bytes */
function write(path, bytes) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, bytes)
}

/** Windows: a directory of 16 bytes for each picture, then the PNG files. @param {[number, Buffer][]} pictures */
function ico(pictures) {
  const head = Buffer.alloc(6 + 16 * pictures.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(pictures.length, 4)
  let offset = head.length
  pictures.forEach(([size, png], i) => {
    const at = 6 + 16 * i
    // One byte each for width and height, in which 0 is 256.
    head.writeUInt8(size % 256, at)
    head.writeUInt8(size % 256, at + 1)
    head.writeUInt16LE(1, at + 4)
    head.writeUInt16LE(32, at + 6)
    head.writeUInt32LE(png.length, at + 8)
    head.writeUInt32LE(offset, at + 12)
    offset += png.length
  })
  return Buffer.concat([head, ...pictures.map(([, png]) => png)])
}

/** macOS: blocks with a type of four letters and their length, in one block `icns`. @param {[string, Buffer][]} pictures */
function icns(pictures) {
  /** @param {string} type @param {Buffer} content */
  const block = (type, content) => {
    const head = Buffer.alloc(8)
    head.write(type, 'latin1')
    head.writeUInt32BE(content.length + 8, 4)
    return Buffer.concat([head, content])
  }
  return block('icns', Buffer.concat(pictures.map(([type, png]) => block(type, png))))
}
