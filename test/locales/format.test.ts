import { expect } from 'chai'
import { formats } from '../../locales/format.js'
import { isLanguage, languages, translator } from '../../locales/i18n.js'

const nbsp = '\u00a0'

describe('How a Swiss office writes', () => {
  it('keeps the day of a date with its month', () => {
    const written = languages.map((language) => formats(language).date('2026-11-27'))
    expect(written).to.deep.equal([
      `27.${nbsp}November 2026`,
      `27${nbsp}novembre 2026`,
      `27${nbsp}novembre 2026`,
      `27${nbsp}November 2026`,
    ])
  })

  it('calls the first of a month by its own word in French and Italian', () => {
    expect(formats('fr').dayMonth('2026-12-01')).to.equal(`1er${nbsp}décembre`)
    expect(formats('it').dayMonth('2026-12-01')).to.equal(`1°${nbsp}dicembre`)
  })

  it('shows instants in the time of Zurich, in winter and in summer', () => {
    expect(formats('de').instant('2026-11-23T13:09:00.000Z')).to.equal(`23.${nbsp}November 2026, 14:09`)
    expect(formats('de').instant('2026-07-01T22:30:00.000Z')).to.equal(`2.${nbsp}Juli 2026, 00:30`)
    expect(formats('de').since('2026-11-22T23:30:00.000Z', '2026-11-23')).to.equal('heute, 00:30')
  })

  it('writes sums in francs with two decimals, the same in every language', () => {
    for (const language of languages) {
      expect(formats(language).money(291_435_000)).to.equal(`CHF${nbsp}2’914’350.00`)
      expect(formats(language).amount(-25_005)).to.equal('-250.05')
    }
    expect(formats('de').money(0)).to.equal(`CHF${nbsp}0.00`)
    expect(formats('de').number(1234.5)).to.equal('1’234.5')
  })

  it('says how long there is still time', () => {
    const due = (date: string) => formats('de').relativeDue(date, '2026-11-23')
    expect(due('2026-11-20')).to.deep.equal({ text: '3 Tage überfällig', tone: 'late' })
    expect(due('2026-11-22')).to.deep.equal({ text: '1 Tag überfällig', tone: 'late' })
    expect(due('2026-11-23')).to.deep.equal({ text: 'heute', tone: 'soon' })
    expect(due('2026-11-24')).to.deep.equal({ text: 'morgen', tone: 'soon' })
    expect(due('2026-11-27')).to.deep.equal({ text: 'noch 4 Tage', tone: 'soon' })
    expect(due('2026-12-04')).to.deep.equal({ text: `bis Freitag, 4.${nbsp}Dezember`, tone: 'calm' })
    expect(due('2028-01-31')).to.deep.equal({ text: `bis 31.${nbsp}Januar 2028`, tone: 'calm' })
  })

  it('lists with a word before the last', () => {
    expect(formats('de').list(['Emma', 'Jan', 'Noah'])).to.equal('Emma, Jan und Noah')
    expect(formats('fr').list(['Emma', 'Jan'])).to.equal('Emma et Jan')
  })

  it('gives sizes of files a person can compare', () => {
    expect([0, 1, 84_321, 999_600, 10_485_760].map(formats('de').fileSize)).to.deep.equal([
      `0${nbsp}KB`,
      `1${nbsp}KB`,
      `84${nbsp}KB`,
      `1${nbsp}MB`,
      `10.5${nbsp}MB`,
    ])
  })
})

describe('The texts', () => {
  it('choose singular and plural', () => {
    expect(translator('fr')('common:errors.title', { count: 1 })).to.equal('Veuillez vérifier une indication')
    expect(translator('fr')('common:errors.title', { count: 2 })).to.equal('Veuillez vérifier 2 indications')
  })

  it('know which languages there are', () => {
    expect(isLanguage('it')).to.equal(true)
    expect([isLanguage('rm'), isLanguage(undefined), isLanguage('__proto__')]).to.deep.equal([
      false,
      false,
      false,
    ])
  })
})
