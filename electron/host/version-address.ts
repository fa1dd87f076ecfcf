/** Where the newest version is announced: an https address of a JSON object { version, url, notes } (docs/settings.md). The domain
 *  `.invalid` never exists, so nothing is asked until a release puts its own address here. */
export const VERSION_ADDRESS = 'https://layerloom.invalid/newest.json'

export const isConfigured = (address: string): boolean => !new URL(address).hostname.endsWith('.invalid')
