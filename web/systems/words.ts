import type { System, SystemSecret } from '../../db/systems/systems.js'
import type { troubledLanes } from '../../db/systems/webhook-lanes.js'
import type { Speech } from '../mutations/summary.js'

type Lane = Awaited<ReturnType<typeof troubledLanes>>[number]

/** A system in the list: what it may, when it was last here, and whether it does not listen. */
export function systemItem(system: System, lanes: Lane[], { t, fmt, path }: Speech & { path: string }) {
  const { id, name, scopes, lastUsedAt, endedAt } = system
  const stopped = lanes.filter(({ stoppedAt }) => stoppedAt).length
  const tag = endedAt
    ? { text: t('systems:ended'), tone: 'grey' }
    : stopped > 0
      ? { text: t('systems:stopped', { count: stopped }), tone: 'late' }
      : null
  return {
    ...{ title: name, href: `${path}/${id}`, arrow: true, off: endedAt !== null },
    glyph: { icon: 'key' },
    meta: `${fmt.list(scopes.map((it) => t(`systems:scope.${it.replace('.', '-')}`)))}, ${
      lastUsedAt ? t('systems:usedAt', { when: fmt.instant(lastUsedAt) }) : t('systems:neverUsed')
    }`,
    ...(tag && { tag }),
  }
}

/** A secret as it is known afterwards. */
export const secretItem = (secret: SystemSecret, { t, fmt }: Speech) => ({
  title: t('systems:secretEnding', { ending: secret.ending }),
  meta: [
    t('systems:secretSince', { when: fmt.instant(secret.createdAt) }),
    secret.lastUsedAt
      ? t('systems:usedAt', { when: fmt.instant(secret.lastUsedAt) })
      : t('systems:neverUsed'),
  ].join(', '),
  ...(secret.expiresAt && {
    tag: { text: t('systems:opensUntil', { when: fmt.instant(secret.expiresAt) }), tone: 'soon' },
  }),
})

/** An employer of which a system could not be told. */
export const laneItem = (lane: Lane, { t, fmt, here }: Speech & { here: string }) => ({
  base: `${here}/lanes/${lane.employerId}`,
  name: lane.employerName,
  member: lane.memberNumber,
  stopped: lane.stoppedAt !== null,
  text: t('systems:lane.failed', {
    count: lane.failures,
    reason: reasonText(lane.reason, t),
    cursor: lane.toldSeq,
  }),
  next: lane.stoppedAt
    ? t('systems:lane.stoppedAt', { when: fmt.instant(lane.stoppedAt) })
    : t('systems:lane.nextTry', { when: lane.nextTryAt ? fmt.instant(lane.nextTryAt) : '' }),
})

function reasonText(reason: string | null, t: Speech['t']): string {
  if (reason && /^\d+$/.test(reason)) return t('systems:reason.status', { status: reason })
  if (reason === 'timeout' || reason === 'address-refused') return t(`systems:reason.${reason}`)
  return t('systems:reason.other', { code: reason ?? '' })
}
