/**
 * Milliseconds to rest after a page of so many, at most `perSecond` of them a second, since `begun` by the clock of `performance`. What
 * needed no work needs no rest either; a database that is slow is left alone for half of the time at least.
 */
export function pauseAfter(done: number, perSecond: number, begun: number): number {
  const share = (done / perSecond) * 1000
  return Math.ceil(Math.max(share - (performance.now() - begun), share / 2))
}
