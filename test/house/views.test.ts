import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { finds, root, sources } from './sources.js'

const views = sources(['.eta'], ['views'])
const web = sources(['.ts'], ['web'])

describe('The views', () => {
  /** Pieces of HTML that one view hands to another, under these names only. */
  const slots = ['it.body', 'it.actions', 'option.reveal', 'aside']
  const makers = ['part', 'include', 'block', 'attributes', 'unbroken']

  it('print unescaped only what other views made', () => {
    const raw = views.flatMap((view) => {
      const own = [...view.text.matchAll(/const (\w+) = \([^)]*\) => attributes\(/g)].map(([, name]) => name)
      return [...view.text.matchAll(/<%[-_]?~\s*([\w.]+)\s*(\()?/g)]
        .filter(([, name = '', call]) => !(call ? [...makers, ...own] : slots).includes(name))
        .map(([match]) => `${view.path}: ${match}`)
    })
    expect(raw).to.deep.equal([])
  })

  it('get no HTML from handlers', () => {
    expect(finds(web, /\b(body|actions|reveal|aside):\s*[`'"]\s*</g)).to.deep.equal([])
  })

  it('hold no style, handler or script of their own, which the browser would refuse', () => {
    const patterns = [
      /\s(style|on[a-z]+)\s*=/g,
      /['"]?(style|on[a-z]{3,})['"]\s*:/g,
      /\bstyle:/g,
      /hx-on/g,
      /\b(javascript|js):/g,
      /<style\b/g,
      /<script\b(?![^>]*\bsrc=)[^>]*>/g,
    ]
    expect(patterns.flatMap((pattern) => finds(views, pattern))).to.deep.equal([])
  })

  it('name only parts, layouts and views that are there', () => {
    const named = [
      ...views.flatMap(({ path, text }) => [
        ...[...text.matchAll(/\bpart\('([\w/-]+)'/g)].map(([, name]) => ({ path, file: `parts/${name}` })),
        ...[...text.matchAll(/\b(?:layout|include)\('\/?([\w/-]+)'/g)].map(([, name]) => ({
          path,
          file: name ?? '',
        })),
      ]),
      ...web.flatMap(({ path, text }) =>
        [...text.matchAll(/\brespond(?:WithPart)?\(\s*req,\s*res,\s*'([\w/-]+)'/g)].map(([, name]) => ({
          path,
          file: name ?? '',
        })),
      ),
    ]
    expect(named.length).to.be.greaterThan(50)
    const lost = named.filter(({ file }) => !existsSync(join(root, 'views', `${file}.eta`)))
    expect(lost.map(({ path, file }) => `${path}: ${file}`)).to.deep.equal([])
  })

  it('protect every form that changes something', () => {
    const forms = views.flatMap(({ path, text }) =>
      [...text.matchAll(/<form\b[^>]*(?:<%[^%]*%>[^>]*)*method="post"[\s\S]*?<\/form>/g)].map(([form]) => ({
        path,
        form,
      })),
    )
    expect(forms.length).to.be.greaterThan(5)
    const open = forms.filter(({ form }) => !form.includes(`part('csrf')`))
    expect(open.map(({ path }) => path)).to.deep.equal([])
  })
})
