/** Replaces a person's home folder by `~`: paths appear in logs as they are, in JSON with doubled backslashes, and in addresses. */
export function withoutHome(text: string, home: string): string {
  if (home === '' || home === '/') return text
  const forms = [home, JSON.stringify(home).slice(1, -1), home.replaceAll('\\', '/'), encodeURI(home)]
  return [...new Set(forms)]
    .sort((a, b) => b.length - a.length)
    .reduce((shown, form) => shown.replaceAll(form, '~'), text)
}
