import type { Answer } from './visitor.js'

/** The headings of a table, by the part of the page that holds it. */
export const headingsIn =
  (part: string) =>
  ({ $ }: Answer) =>
    $(`${part} thead th`)
      .toArray()
      .map((it) => $(it).text())

/** The columns that are ticked in the choice below a list. */
export const chosenColumns = ({ $ }: Answer) =>
  $('input[name=columns]:checked')
    .toArray()
    .map(({ attribs }) => attribs.value)
