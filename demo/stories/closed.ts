import { provided, read, sent, takenBack } from '../employer-acts.js'
import { agreed, asProposed, decided, refused } from '../office-acts.js'
import { apprentice, daughter, son, student } from '../person.js'
import { atHome, type Report, working } from '../report.js'
import { august, daysOld, endOfMonth, july, old, since } from '../when.js'

const thomas: Report = {
  of: 'Thomas Frischknecht',
  by: 'hr@muster-bau.example',
  from: since(0, 5),
  fresh: [son('Jaron', old(0, 5))],
  otherParent: atHome('Martina', 'Frischknecht', old(34, 2)),
}

const mehmet: Report = {
  of: 'Mehmet Yıldız',
  by: 'hr@muster-bau.example',
  from: since(0, 1),
  fresh: [son('Emir', daysOld(40))],
  papers: [{ purpose: 'birth-certificate', child: 'Emir' }],
  otherParent: atHome('Ayşe', 'Yıldız', old(32, 5)),
}

const antonio: Report = {
  of: 'Antonio Esposito',
  by: 'hr@muster-bau.example',
  purpose: 'end',
  from: endOfMonth(-1),
  endReason: 'training-ended',
  known: [{ first: 'Matteo' }],
}

const fatime: Report = {
  of: 'Fatime Krasniqi',
  by: 'hr@muster-bau.example',
  from: since(0, 0),
  fresh: [daughter('Lirie', daysOld(17))],
  papers: [{ purpose: 'birth-certificate', child: 'Lirie' }],
  otherParent: atHome('Besnik', 'Krasniqi', old(37, 9)),
}

const adrian: Report = {
  of: 'Adrian Zbinden',
  by: 'treuhand@fidu.example',
  from: since(1, 3),
  fresh: [daughter('Romy', old(1, 3))],
  papers: [{ purpose: 'birth-certificate', child: 'Romy' }],
  otherParent: atHome('Karin', 'Zbinden', old(38, 7)),
}

const silvia: Report = {
  of: 'Silvia Bigler',
  by: 'treuhand@fidu.example',
  purpose: 'change',
  from: since(0, 1),
  remark: 'Jana hängt ein Masterstudium an.',
  known: [{ first: 'Jana', ...student('Universität Bern', august(3), july(1)) }],
  papers: [{ purpose: 'training', child: 'Jana' }],
  otherParent: atHome('Bruno', 'Bigler', old(54, 1)),
}

const leila: Report = {
  of: 'Leila Haddad',
  by: 'personal@limmatpflege.example',
  from: since(0, 4),
  fresh: [daughter('Nour', old(2, 1))],
  papers: [{ purpose: 'birth-certificate', child: 'Nour' }],
  otherParent: { known: 'unknown' },
}

const stefan: Report = {
  of: 'Stefan Zürcher',
  by: 'personal@limmatpflege.example',
  from: since(0, 3),
  fresh: [son('Jael', old(13, 4), { livesWith: 'other-parent' })],
  papers: [
    { purpose: 'birth-certificate', child: 'Jael' },
    { purpose: 'custody', child: 'Jael' },
  ],
  otherParent: working('Anita', 'Meier', old(40, 3), {
    employerName: 'Badener Gartenbau AG',
    canton: 'AG',
    income: 58_000,
  }),
}

const michel: Report = {
  of: 'Michel Perrenoud',
  by: 'rh@ateliers-vuille.example',
  from: since(0, 2),
  fresh: [
    son('Baptiste', old(19, 7), {
      ...apprentice('Centre professionnel du Nord vaudois', august(2), july(0)),
      earns: 2800,
    }),
    daughter('Margaux', old(15, 1)),
  ],
  papers: [
    { purpose: 'birth-certificate', child: 'Baptiste' },
    { purpose: 'birth-certificate', child: 'Margaux' },
    { purpose: 'training', child: 'Baptiste' },
  ],
  otherParent: atHome('Christine', 'Perrenoud', old(53, 8)),
}

/** Reports that are decided, read and unread, and one that was taken back. */
export const closed = [
  sent(thomas, 96),
  provided(thomas, 88),
  decided(thomas, 'desk@kasse.example', 82, asProposed),
  read(thomas, 80),
  sent(mehmet, 15),
  decided(mehmet, 'desk2@kasse.example', 6, asProposed),
  sent(antonio, 30),
  decided(antonio, 'desk@kasse.example', 21, asProposed),
  read(antonio, 18),
  sent(fatime, 8),
  takenBack(fatime, 7),
  sent(adrian, 55),
  decided(adrian, 'desk@kasse.example', 48, asProposed),
  decided(adrian, 'leitung@kasse.example', 43, agreed),
  read(adrian, 42),
  sent(silvia, 29),
  decided(silvia, 'desk2@kasse.example', 20, asProposed),
  sent(leila, 70),
  decided(
    leila,
    'desk2@kasse.example',
    62,
    refused(
      'Das Erwerbseinkommen erreicht den Mindestbetrag nicht, und ein weiterer Arbeitgeber ist nicht bekannt.',
    ),
  ),
  read(leila, 61),
  sent(stefan, 45),
  decided(stefan, 'desk@kasse.example', 36, asProposed),
  sent(michel, 19),
  decided(michel, 'desk@kasse.example', 9, asProposed),
]
