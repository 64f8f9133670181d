import type { T } from '../../locales/i18n.js'

const pages = ['workload', 'teams', 'absences'] as const

/** The pages about how the office shares its work, as chips above each of them. */
export const tabsFor = (current: (typeof pages)[number], t: T) =>
  pages.map((page) => ({
    href: `/office/${page}`,
    text: t(`teamwork:${page}.title`),
    current: page === current,
  }))
