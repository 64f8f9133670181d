import { papersAboutOne } from '../papers-about-one.js'

/** The documents of an exit: the notice, the certificate of death, and what else is asked for. */
export const terminationPapers = papersAboutOne(['notice', 'death-certificate', 'other'], (purpose, t) =>
  t(`termination:document.${purpose}`),
)
