import { mailed, written } from '../mailing-acts.js'

const desk = 'desk@kasse.example'

/** What the office has written to its members. */
export const mailings = [
  mailed(
    {
      to: ['limmatpflege', 'officine-verbano'],
      topic: 'salaries',
      subject: 'Lohnmeldung: was Sie im Januar brauchen',
      text: [
        'Guten Tag',
        'Im Januar melden Sie uns die Löhne des vergangenen Jahres. Am schnellsten geht es mit der ELM-Datei aus Ihrem Lohnprogramm; eine Excel-Vorlage finden Sie bei der Aufgabe.',
        'Bei Fragen rufen Sie uns an.\nFreundliche Grüsse\nIhre Ausgleichskasse',
      ].join('\n\n'),
      translations: {
        it: {
          subject: 'Notifica dei salari: che cosa serve in gennaio',
          text: [
            'Buongiorno',
            'In gennaio ci notifica i salari dell’anno passato. La via più rapida è il file ELM del Suo programma dei salari; un modello Excel si trova presso il compito.',
            'Per domande ci telefoni.\nCordiali saluti\nLa Sua cassa di compensazione',
          ].join('\n\n'),
        },
      },
    },
    desk,
    6,
  ),
  written(
    {
      to: ['muster-bau', 'aareholz'],
      topic: 'general',
      subject: 'Öffnungszeiten über die Festtage',
      text: 'Guten Tag\n\nVom 24. Dezember bis 2. Januar sind wir am Telefon von 9 bis 12 Uhr für Sie da.',
    },
    desk,
    2,
  ),
]
