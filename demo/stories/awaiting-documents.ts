import { sent } from '../employer-acts.js'
import { asked, decided } from '../office-acts.js'
import { apprentice, daughter, son } from '../person.js'
import { type Report, working } from '../report.js'
import { august, daysOld, july, old, since } from '../when.js'

const rahel: Report = {
  of: 'Rahel Bischof',
  by: 'hr@muster-bau.example',
  from: since(0, 1),
  fresh: [daughter('Malea', daysOld(52))],
  otherParent: working('Simon', 'Bischof', old(31, 1), {
    employerName: 'Thurgauer Metallbau GmbH',
    canton: 'TG',
    income: 71_500,
  }),
}

const beat: Report = {
  of: 'Beat Manser',
  by: 'hr@muster-bau.example',
  from: since(0, 3),
  fresh: [
    daughter(
      'Corina',
      old(19, 5),
      apprentice('Berufs- und Weiterbildungszentrum Rorschach-Rheintal', august(0), july(2)),
    ),
  ],
  papers: [{ purpose: 'birth-certificate', child: 'Corina' }],
  otherParent: { known: 'deceased' },
}

const jasmin: Report = {
  of: 'Jasmin Huwyler',
  by: 'treuhand@fidu.example',
  from: since(0, 2),
  fresh: [son('Nevio', daysOld(80), { livesWith: 'applicant' })],
  papers: [
    { purpose: 'birth-certificate', child: 'Nevio' },
    { purpose: 'custody', child: 'Nevio' },
  ],
  otherParent: { known: 'no-contact' },
}

/** Reports that wait for documents: soon due, just begun, asked for again by a caseworker. */
export const awaitingDocuments = [
  sent(rahel, 27),
  sent(beat, 9),
  sent(jasmin, 26, 9),
  decided(
    jasmin,
    'desk@kasse.example',
    12,
    asked(
      ({ proposal }) =>
        proposal.lines.slice(0, 1).map(({ childKey }) => ({ purpose: 'residence', childKey })),
      'Bitte senden Sie uns die Wohnsitzbestätigung des Kindes. Daraus muss hervorgehen, bei wem es wohnt.',
      20,
    ),
  ),
]
