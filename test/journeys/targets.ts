import type { Page } from 'playwright-core'

/** What a finger may miss on this page: links, buttons and fields that are less than 44 px wide or high and have another one within that room around their middle. */
export const smallTargets = (page: Page): Promise<string[]> => page.evaluate<string[]>(asked)

/** Links within a sentence are as high as their line (WCAG 2.5.8); what a label or a row takes clicks for is as large as that. */
const asked = `(() => {
  const least = 44
  const isSeen = (it) => it.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !it.closest('[inert]')
  const isInSentence = (it) => it.matches('a') && getComputedStyle(it).display === 'inline' &&
    [...it.parentElement.childNodes].some((node) => node.nodeType === 3 && /\\p{L}{2}/u.test(node.data))
  const placeOf = (it) => {
    const after = getComputedStyle(it, '::after')
    const covers = after.content !== 'none' && after.position === 'absolute' && it.matches('a, button, summary')
    return covers && it.offsetParent !== document.body ? it.offsetParent : it
  }
  const boxOf = (it) => {
    const boxes = [placeOf(it), ...(it.labels ?? [])].map((one) => one.getBoundingClientRect()).filter(({ width }) => width > 1)
    return {
      left: Math.min(...boxes.map(({ left }) => left)), right: Math.max(...boxes.map(({ right }) => right)),
      top: Math.min(...boxes.map(({ top }) => top)), bottom: Math.max(...boxes.map(({ bottom }) => bottom)),
    }
  }
  const targets = [...(document.querySelector('dialog:modal') ?? document).querySelectorAll('a[href], button, summary, select, textarea, input:not([type=hidden])')]
    .filter((it) => isSeen(it) && !it.disabled && !isInSentence(it))
    .map((it) => ({ it, ...boxOf(it) }))
    .filter(({ left, right, top, bottom }) => right - left > 1 && bottom - top > 1 && right > 0 && bottom > 0)
  const holds = (a, b) => a.left <= b.left && a.right >= b.right && a.top <= b.top && a.bottom >= b.bottom
  return targets.flatMap((one) => {
    const [width, height] = [one.right - one.left, one.bottom - one.top]
    if (width >= least - 0.5 && height >= least - 0.5) return []
    const [x, y] = [(one.left + one.right) / 2, (one.top + one.bottom) / 2]
    const room = { left: x - Math.max(width, least) / 2, right: x + Math.max(width, least) / 2, top: y - Math.max(height, least) / 2, bottom: y + Math.max(height, least) / 2 }
    const near = targets.find((other) => other.it !== one.it && !holds(other, one) && !one.it.contains(other.it) &&
      other.left < room.right - 1 && other.right > room.left + 1 && other.top < room.bottom - 1 && other.bottom > room.top + 1)
    if (!near) return []
    const nameOf = ({ it }) => (it.className || it.tagName) + ' «' + (it.innerText || it.getAttribute('aria-label') || it.name || '').trim().slice(0, 20) + '»'
    return [nameOf(one) + ' is ' + Math.round(width) + ' by ' + Math.round(height) + ', near ' + nameOf(near)]
  })
})()`
