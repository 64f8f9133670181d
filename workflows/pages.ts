import { sleep } from '@temporalio/workflow'

const pagesPerRun = 150

/**
 * Takes turns, page after page, with the pause that each asks for: as many as one history may hold. Answers where the next run goes on,
 * or null when there is nothing left.
 */
export async function pageByPage<Place>(
  from: Place | null,
  turn: (from: Place | null) => Promise<{ next: Place | null; pause: number }>,
): Promise<Place | null> {
  let place = from
  for (let pages = 0; pages < pagesPerRun; pages++) {
    const { next, pause } = await turn(place)
    if (next === null) return null
    place = next
    await sleep(pause)
  }
  return place
}
