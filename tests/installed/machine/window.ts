/** The actions of a person in a window of the installed program: those of the tests of the window. */
import type { Page } from '@playwright/test'
import { type App, drive } from '../../e2e/driver/app.ts'
import type { RunningHost } from '../../e2e/driver/host.ts'

/** @returns the actions that need nothing but the page; the others fail, because a package has no doors for tests */
export const actionsIn = (page: Page): App => drive({ kind: 'electron', page } as RunningHost)
