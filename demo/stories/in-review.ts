import { provided, sent } from '../employer-acts.js'
import { claimed } from '../office-acts.js'
import { daughter, son, student } from '../person.js'
import { atHome, type Report, working } from '../report.js'
import { august, daysOld, july, old, since } from '../when.js'

const samuel: Report = {
  of: 'Samuel Graf',
  by: 'hr@muster-bau.example',
  from: since(0, 0),
  fresh: [son('Jonathan', daysOld(21))],
  papers: [{ purpose: 'birth-certificate', child: 'Jonathan' }],
  otherParent: atHome('Deborah', 'Graf', old(27, 7)),
}

const selma: Report = {
  of: 'Selma Begić',
  by: 'personal@limmatpflege.example',
  from: since(0, 2),
  fresh: [daughter('Amra', daysOld(66), { livesWith: 'applicant' })],
  papers: [{ purpose: 'birth-certificate', child: 'Amra' }],
  otherParent: { known: 'unknown' },
}

const karim: Report = {
  of: 'Karim Benali',
  by: 'rh@ateliers-vuille.example',
  from: since(0, 1),
  fresh: [son('Ilyès', daysOld(38), { kinds: ['child', 'birth'] }), daughter('Yasmine', old(3, 2))],
  papers: [
    { purpose: 'birth-certificate', child: 'Ilyès' },
    { purpose: 'birth-certificate', child: 'Yasmine' },
  ],
  otherParent: atHome('Samira', 'Benali', old(32, 9)),
}

const elena: Report = {
  of: 'Elena Galli',
  by: 'personale@officine-verbano.example',
  from: since(0, 1),
  fresh: [
    daughter('Aurora', old(5, 8), { livesWith: 'applicant' }),
    son('Pietro', old(9, 3), { livesWith: 'applicant' }),
  ],
  papers: [
    { purpose: 'birth-certificate', child: 'Aurora' },
    { purpose: 'birth-certificate', child: 'Pietro' },
    { purpose: 'custody' },
  ],
  otherParent: working('Giorgio', 'Galli', old(41, 2), {
    employerName: 'Trasporti Ceresio Sagl',
    canton: 'TI',
    income: 64_000,
  }),
}

const ursula: Report = {
  of: 'Ursula Lutz',
  by: 'admin@muster-bau.example',
  purpose: 'change',
  from: since(0, 1),
  remark: 'Selina hat die Kantonsschule verlassen und studiert jetzt.',
  known: [{ first: 'Selina', ...student('Pädagogische Hochschule St. Gallen', august(0), july(2)) }],
  otherParent: atHome('Martin', 'Lutz', old(53, 6)),
}

const tesfay: Report = {
  of: 'Tesfay Haile',
  by: 'treuhand@fidu.example',
  from: since(0, 3),
  fresh: [son('Yonas', old(1, 2)), daughter('Selam', old(4, 6))],
  papers: [{ purpose: 'birth-certificate', child: 'Yonas' }],
  otherParent: atHome('Abeba', 'Haile', old(28, 2)),
}

/** Reports on the desk: fresh, claimed, overdue, with documents that came later, and with none that came. */
export const inReview = [
  sent(samuel, 1, 15),
  sent(selma, 4),
  sent(karim, 6),
  claimed(karim, 'desk2@kasse.example', 1),
  sent(elena, 22),
  sent(ursula, 17),
  provided(ursula, 5),
  sent(tesfay, 33),
]
