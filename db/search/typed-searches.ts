import type { Knex } from 'knex'
import { searchWords } from '../people/search.js'

interface Typed {
  id: string
  name: string
  state: string
}

/**
 * Forgets the lists and views of the desk that were saved for one person: their name or what is searched in them has a word by which this
 * person is found, and nobody else; of the desk, nobody of any employer. To be called while the person is still on file.
 */
export async function forgetSearchesFor(
  trx: Knex.Transaction,
  { employeeId, employerId }: { employeeId: string; employerId: string },
): Promise<void> {
  const own: string[] = await trx('peopleWords').where({ employeeId }).pluck('word')
  const shared = trx('peopleWords').whereIn('word', own).whereNot({ employeeId })
  const everywhere = only(own, await shared.clone().distinct().pluck('word'))
  const here = only(own, await shared.where({ employerId }).distinct().pluck('word'))
  const lists = naming(await trx('savedLists').where({ employerId }).select('id', 'name', 'state'), here)
  await trx('favourites').where({ employerId, kind: 'list' }).whereIn('target', lists).delete()
  await trx('savedLists').whereIn('id', lists).delete()
  const views = naming(await trx('deskViews').select('id', 'name', 'state'), everywhere)
  await trx('deskViews').whereIn('id', views).delete()
}

const only = (own: string[], shared: string[]): Set<string> =>
  new Set(own.filter((word) => !shared.includes(word)))

const naming = (typed: Typed[], words: Set<string>): string[] =>
  typed
    .filter(({ name, state }) =>
      searchWords(`${new URLSearchParams(state).get('q') ?? ''} ${name}`).some((word) => words.has(word)),
    )
    .map(({ id }) => id)
