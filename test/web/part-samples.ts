/** Parameters for every part, with `text` wherever a sentence goes: the tests put something dangerous there. */
export function partSamples(text: string): Record<string, Record<string, unknown>> {
  const field = { name: 'field', label: text, hint: text, error: text, value: text }
  const options = [
    { value: text, label: text, hint: text },
    { value: 'b', label: text },
  ]
  const link = { href: `/x?y=${text}`, text }
  return {
    avatar: { initials: text },
    back: link,
    banner: { kind: 'success', text },
    button: { text, name: 'go', value: text, about: text, icon: 'plus', attributes: { 'hx-post': text } },
    card: { title: text, id: 'title', more: link, note: text, body: '<p>sure</p>' },
    checkboxes: { ...field, legend: text, options, value: [text] },
    chips: {
      label: text,
      items: [
        { ...link, count: text, icon: 'file' },
        { ...link, remove: true },
      ],
    },
    'column-choice': {
      ...{ list: 'desk', action: `/x?y=${text}`, from: `/office?q=${text}` },
      ...{ options, value: [text], hint: text },
    },
    csrf: {},
    'list-file': { files: { xlsx: `/x?y=${text}`, csv: `/x?z=${text}` } },
    'columns-chart': {
      chart: {
        name: text,
        height: 190,
        lines: [{ y: 22, text }],
        bars: [{ x: '3%', y: 40, width: '10%', height: 132, series: 1 }],
        labels: [{ x: '8%', text }],
      },
    },
    date: { name: 'day', legend: text, hint: text, error: text, values: { 'day-day': text } },
    done: { text },
    due: { date: '2026-11-20', leaf: true },
    empty: { title: text, text, action: link },
    errors: { errors: { field: text } },
    facts: { items: [{ label: text, value: text, figures: true }] },
    failure: {},
    feedback: {},
    field: { ...field, prefix: text, suffix: text, optional: true },
    'file-input': { id: 'file', name: 'file', accept: '.pdf', choose: text, drop: text, error: text },
    file: field,
    glyph: { icon: 'file', tone: 'accent' },
    hint: { id: 'field', hint: text, error: text },
    icon: { name: 'mail' },
    label: { id: 'field', label: text, optional: true },
    languages: { label: text, languages: [{ code: 'de', name: text, href: text, current: false }] },
    leaf: { date: '2026-11-27' },
    legend: { legend: text },
    listbar: { count: text, text, items: [link], links: [link] },
    notice: { title: text, text, link, tone: 'warn' },
    'page-head': {
      title: text,
      eyebrow: text,
      lead: text,
      meta: [text],
      tag: { text },
      actions: '<p>sure</p>',
    },
    pagination: { page: 2, pages: 9, href: (page: number) => `/x?q=${text}&page=${page}` },
    password: { name: 'password', label: text, error: text },
    proposal: {
      items: [{ title: text, period: text, sum: text, reasons: [{ text, law: text, open: true }] }],
      total: { text, sum: text },
    },
    radios: {
      ...field,
      legend: text,
      options: [...options, { value: 'c', label: text, reveal: '<p>sure</p>' }],
    },
    reach: { reference: 'FZ-7K2M-Q4XT' }, // nothing else gets that far
    receipt: { title: text, text, reference: text, referenceLabel: text },
    rows: {
      items: [
        { title: text, href: text, meta: text, due: '2026-12-04' },
        { title: text, unread: true, initials: text, tag: { text, tone: 'late' } },
        { title: text, draft: true, money: { sum: text, note: text } },
        { title: text, glyph: { icon: 'file' }, track: { states: ['done', 'now'], text } },
      ],
    },
    'saved-lists': {
      ...{ list: 'tasks', action: '/e/1/lists', state: text },
      items: [{ ...link, shared: true, current: false, forget: '/e/1/lists/1/forget' }],
    },
    select: { ...field, options: [{ value: text, text }], empty: text },
    star: { kind: 'page', target: text, action: '/e/1/favourites', isOn: true, about: text },
    steps: {
      title: text,
      steps: [
        { ...link, state: 'done' },
        { text, state: 'now' },
      ],
    },
    subcard: { legend: text, body: '<p>sure</p>' },
    'summary-list': {
      title: text,
      actions: [link],
      rows: [
        { key: text, lines: [text, text], note: text, change: { href: text, label: text } },
        { key: text, links: [link, link] },
      ],
    },
    tag: { text, tone: 'soon' },
    textarea: field,
    tick: { name: 'id', value: text, label: text },
    tiles: {
      items: [
        { href: text, icon: 'child', title: text, note: text },
        { kind: text, action: text, icon: 'user', title: text, note: text },
        { icon: 'heart', title: text, off: true },
      ],
    },
    timeline: { items: [{ state: 'done', title: text, when: text, text, link }] },
    track: { states: ['done', 'now', 'yours', 'next'] },
    upload: { action: text, name: 'file', label: text, hint: text, error: text, list: 'documents' },
    viewer: { title: text, href: text, type: 'application/pdf', download: text },
  }
}

/** Parts that are pieces of the layout and read the whole page. */
export const piecesOfLayout = [
  'account',
  'brand',
  'demo',
  'favourites',
  'footer',
  'head',
  'mandates',
  'navigation',
  'search',
  'session',
]
