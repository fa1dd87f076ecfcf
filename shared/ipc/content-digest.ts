/** A digest of the content of a file, which a page and its host compute alike. It is made of the digests of pieces, because a page has no
 *  SHA-256 that takes a large file bit by bit. */

/** Bytes of a piece; the last one may be shorter. */
export const DIGEST_PIECE = 4 * 2 ** 20

/** SHA-256 of the SHA-256 digests of all pieces, in hexadecimal digits.
 *  @param pieces pieces of DIGEST_PIECE bytes  @param sha256 digest of some bytes */
export async function contentDigest(
  pieces: AsyncIterable<Uint8Array<ArrayBuffer>>,
  sha256: (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>,
): Promise<string> {
  const digests: Uint8Array[] = []
  for await (const piece of pieces) digests.push(await sha256(piece))
  const all = new Uint8Array(32 * digests.length)
  for (const [i, digest] of digests.entries()) all.set(digest, 32 * i)
  return [...(await sha256(all))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
