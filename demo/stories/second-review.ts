import { addMonths, firstOfMonth } from '../../domain/dates.js'
import { sent } from '../employer-acts.js'
import { asProposed, changed, claimed, decided } from '../office-acts.js'
import { apprentice, daughter, son } from '../person.js'
import { atHome, type Report } from '../report.js'
import { august, july, old, since } from '../when.js'

const roland: Report = {
  of: 'Roland Emmenegger',
  by: 'treuhand@fidu.example',
  from: since(0, 15),
  remark: 'Die Zulagen wurden versehentlich nie angemeldet.',
  fresh: [
    daughter(
      'Sina',
      old(17, 10),
      apprentice('Berufsbildungszentrum Wirtschaft, Informatik und Technik', august(2), july(0)),
    ),
    son('Jan', old(14, 2)),
  ],
  papers: [
    { purpose: 'birth-certificate', child: 'Sina' },
    { purpose: 'birth-certificate', child: 'Jan' },
    { purpose: 'training', child: 'Sina' },
  ],
  otherParent: atHome('Heidi', 'Emmenegger', old(52, 3)),
}

const marco: Report = {
  of: 'Marco Fontana',
  by: 'personale@officine-verbano.example',
  from: since(0, 4),
  fresh: [son('Gabriele', old(0, 10))],
  papers: [{ purpose: 'birth-certificate', child: 'Gabriele' }],
  otherParent: atHome('Silvia', 'Fontana', old(29, 6)),
}

/** Decisions that a second person must look at: far back in time, and other than the rules propose. */
export const inSecondReview = [
  sent(roland, 14),
  decided(roland, 'desk@kasse.example', 5, asProposed),
  sent(marco, 16),
  decided(
    marco,
    'desk2@kasse.example',
    4,
    changed('La madre ha percepito gli assegni fino alla fine del mese precedente.', (line) => ({
      ...line,
      from: addMonths(firstOfMonth(line.from), 1),
      partMonths: [],
    })),
  ),
  claimed(marco, 'leitung@kasse.example', 1),
]
