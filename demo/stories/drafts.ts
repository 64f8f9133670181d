import { drafted } from '../employer-acts.js'
import { daughter, son } from '../person.js'
import { atHome, working } from '../report.js'
import { daysOld, old, since } from '../when.js'

/** Reports that somebody has begun and not sent. */
export const drafts = [
  drafted(
    {
      of: 'Nadja Kuster',
      by: 'hr@muster-bau.example',
      from: since(0, 1),
      fresh: [son('Levi', daysOld(36))],
      otherParent: atHome('Dominik', 'Signer', old(33, 4)),
    },
    3,
    ['request', 'employment'],
  ),
  drafted(
    {
      of: 'Claudia Rechsteiner',
      by: 'admin@muster-bau.example',
      from: since(0, 0),
      fresh: [daughter('Ella', daysOld(19))],
      papers: [{ purpose: 'birth-certificate', child: 'Ella' }],
      otherParent: working('Urs', 'Rechsteiner', old(39, 8), {
        employerName: 'Textilwerk Appenzell AG',
        canton: 'AI',
        income: 84_000,
      }),
    },
    11,
    ['request', 'employment', 'children'],
  ),
  drafted(
    {
      of: 'Esther Felder',
      by: 'treuhand@fidu.example',
      purpose: 'change',
      from: since(0, 0),
      known: [{ first: 'Livia' }],
      otherParent: { known: 'deceased' },
    },
    6,
    ['request'],
  ),
]
