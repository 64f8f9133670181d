import { faultsIn, type Step } from '../journey.js'
import { showChildren } from './children-page.js'
import { showEnding } from './ending-page.js'
import { keepChildren } from './kept-children.js'
import { readChildren } from './read-children.js'
import { isEnd } from './request.js'

/** For which children; for an end, for which of the running allowances. */
export const children: Step = {
  slug: 'children',
  question: (draft, t) => t(`familyAllowance:children.question.${isEnd(draft) ? 'end' : 'new'}`),
  when: () => true,
  keep: (typed, draft, facts) => (isEnd(draft) ? typed : keepChildren(typed, draft, facts)),
  faults: (draft, facts) => faultsIn(readChildren(draft, facts)),
  show: (draft, facts, speech, at, faults) =>
    isEnd(draft) ? showEnding(draft, facts, speech) : showChildren(draft, facts, speech, at, faults),
  stays(body) {
    // Nothing is open to be checked when the first child beside those on file is added.
    if (body.add) return { at: 'new', checks: body.firstName !== undefined }
    if (body.edit) return { at: String(body.edit), checks: false }
    return body.dropped ? { at: '', checks: false } : null
  },
}
