/** Records errors that no test may cause: errors on the console, uncaught exceptions, violations of the Content-Security-Policy. */
import type { BrowserContext } from '@playwright/test'

export interface Watch {
  faults(): readonly string[]
  /** Allows faults that match the pattern in this test. */
  expect(pattern: RegExp): void
}

/** Watches every page of a context, before the first page loads where possible. @returns a function that starts the watch of a test */
export async function watch(context: BrowserContext): Promise<() => Watch> {
  let currentFaults: string[] = []
  context.on('console', (message) => {
    if (message.type() === 'error') currentFaults.push(`console: ${message.text()}`)
  })
  context.on('weberror', (error) => {
    const { stack, message } = error.error()
    currentFaults.push(`uncaught: ${stack ?? message}`)
  })
  await context.exposeFunction('reportViolation', (text: string) => {
    currentFaults.push(`policy: ${text}`)
  })
  const listen = () => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { reportViolation } = window as unknown as { reportViolation(text: string): void }
      reportViolation(
        `${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`,
      )
    })
  }
  await context.addInitScript(listen)
  for (const page of context.pages()) await page.evaluate(listen)
  return () => {
    const faults: string[] = []
    const expected: RegExp[] = []
    currentFaults = faults
    return {
      faults: () => faults.filter((fault) => !expected.some((pattern) => pattern.test(fault))),
      expect: (pattern) => void expected.push(pattern),
    }
  }
}
