import { after, before, behindWords, type Candidate, type Recogniser } from './recogniser.ts';

const MONTHS =
  'jan(?:uary|uar|vier)?|feb(?:ruary|ruar|rero)?|f[ée]vr(?:ier)?|mar(?:ch|s|zo)?|märz|apr(?:il)?|avril|abril|may|mai|mayo|june?|juni|juin|junio|july?|juli|juillet|julio|aug(?:ust)?|août|agosto|sept?(?:ember|embre|iembre)?|oct(?:ober|obre|ubre)?|okt(?:ober)?|nov(?:ember|embre|iembre)?|dec(?:ember)?|déc(?:embre)?|dez(?:ember)?|dic(?:iembre)?|ene(?:ro)?';
const DATE = `(?:\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}|\\d{1,2}[-/.]\\d{1,2}[-/.](?:\\d{4}|\\d{2})|\\d{1,2}(?:st|nd|rd|th|er|\\.)? (?:de |of )?(?:${MONTHS})(?:\\.?,? (?:de |del )?\\d{4}|\\.? \\d{2}(?![\\p{L}\\d:]|[.,]\\d| ?[ap]m))?|(?:${MONTHS})\\.? \\d{1,2}(?:st|nd|rd|th)?(?:,? \\d{4})?)(?![\\p{L}\\p{N}]|[-/.]\\d)`;

function isDate({ value }: Candidate): boolean {
  const parts = value.match(/\d+/g)?.map(Number) ?? [];
  const [year, month, day] = parts;
  if (parts.length < 3 || year === undefined || month === undefined || day === undefined) {
    return parts.length > 0 && parts.every((part) => part >= 1);
  }
  const fits = (m: number, d: number) => m >= 1 && m <= 12 && d >= 1 && d <= 31;
  return year > 31 ? fits(month, day) : fits(year, month) || fits(month, year);
}

const NO_USER = new Set(
  (
    'is was are not the a an and or for of to in on at with from by that this it as be name id has ' +
    'can will must should required invalid unknown failed missing already taken null none undefined string ' +
    'true false password field input form text email login user username and/or please only but if ' +
    'est und oder ist der die das el la los las les des mot nom empty optional accounts account data'
  ).split(' '),
);

function proveUsername(isSure: boolean) {
  return (candidate: Candidate): number => {
    const { value } = candidate;
    if (NO_USER.has(value.toLowerCase()) || /^[\d.]+$/.test(value)) return 0;
    if (/^[({=[.]/.test(after(candidate, 1)) && !/^\.(?:\s|$)/.test(after(candidate, 2))) return 0;
    if (isSure || /^,? (?:and |with |\/ )?pass(?:word|wd)/i.test(after(candidate))) return 0.93;
    if (/failed for ['"]?$/i.test(before(candidate))) return 0.9;
    return /[\d_@]|[a-z]\.[a-z]/.test(value) ? 0.85 : 0;
  };
}

const USER = '@?[\\p{L}\\d](?:[\\p{L}\\d_]|[.-](?=[\\p{L}\\d_])){2,31}';
const PLATE = '[A-Z\\d]{1,4}(?:[ -]?[A-Z\\d]{1,5}){1,3}(?![\\p{L}\\p{N}]|-\\w)';
const AGE_UNIT =
  '(?:years?|yrs?|months?)[ -]old|yrs?|y/o|yo|years of age|ans|años|Jahre alt|Jahre|anni|jaar|anos';

/** Data about somebody that only the words around them make sure. */
export const PERSONAL_RECOGNISERS: readonly Recogniser[] = [
  {
    type: 'DATE_TIME',
    needs: /\d/,
    pattern: behindWords(
      [
        ...[
          'born',
          'dob',
          'd\\.o\\.b',
          'date of birth',
          'birth ?date',
          'birthday',
          'died',
          'hired',
        ],
        ...['admitted', 'discharged', 'geboren', 'geburtsdatum', 'geb', 'geburtstag', 'né', 'née'],
        ...['date de naissance', 'naissance', 'nacido', 'nacida', 'nací', 'fecha de nacimiento'],
        ...['nacimiento', 'nato', 'nata', 'data di nascita', 'nascido', 'geboortedatum', 'am'],
        ...['expires', 'expiry', 'valid until', 'appointment', 'admission', 'dated'],
      ],
      DATE,
    ),
    prove: (candidate) => (isDate(candidate) ? 0.93 : 0),
  },
  {
    type: 'AGE',
    needs: /\d/,
    pattern: new RegExp(
      `(?<![\\p{L}\\p{N}.,-])\\d{1,3}[ -](?:${AGE_UNIT})(?![\\p{L}\\p{N}])`,
      'giu',
    ),
    prove: (candidate) => {
      if (Number.parseInt(candidate.value, 10) > 120) return 0;
      if (/old|y\/o|of age|alt$/i.test(candidate.value)) return 0.93;
      return /\b(?:i['’]?m|am|aged|age|she|he|tengo|tiene|j['’]ai|bin|ist)\W+(?:is )?$/i.test(
        before(candidate),
      )
        ? 0.9
        : 0;
    },
  },
  {
    type: 'AGE',
    needs: /\d/,
    pattern:
      /(?:\b(?:aged|age:?|age of|age is|my age is|âgée? de|alter:|edad:|im alter von|turned|turns)\s{1,2}|\b(?:i['’]?m|i am|she is|he is|she's|he's)\s)(\d{1,3})(?=[,.;)!?]|$|\s(?:and|or|but|on|of|from|who|with|years?|y|et|und)\b)(?![.,]\d)/gi,
    prove: ({ value }) => (Number(value) >= 1 && Number(value) <= 120 ? 0.85 : 0),
  },
  {
    type: 'ZIP_CODE',
    needs: /\d/,
    pattern: behindWords(
      [
        ...[
          'zip',
          'zip ?codes?',
          'postal codes?',
          'post ?codes?',
          'postcode',
          'plz',
          'postleitzahl',
        ],
        ...['code postal', 'código postal', 'codigo postal', 'cep', 'c\\.p\\.', 'pin ?code'],
      ],
      '(?:\\d{5}(?:-\\d{4})?|[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2}|[A-Z]\\d[A-Z] ?\\d[A-Z]\\d|\\d{4} ?[A-Z]{2}|\\d{2}-\\d{3}|\\d{3} ?\\d{2,3}|\\d{4}|\\d{5}-\\d{3})(?![\\p{L}\\p{N}]|[.,-]\\d)',
    ),
    prove: () => 0.93,
  },
  {
    type: 'LICENSE_PLATE',
    needs: /\d/,
    pattern: behindWords(
      [
        ...[
          'licen[sc]e plates?',
          'number ?plates?',
          'plates?',
          'registration plate',
          'vehicle registration',
          'registration number',
          'tag',
        ],
        ...['kennzeichen', 'nummernschild', "plaque d['’]immatriculation", 'immatriculation'],
        ...['matrícula', 'placa', 'targa', 'kenteken', 'reg\\.?'],
      ],
      PLATE,
    ),
    prove: ({ value: shape, start }) => {
      // The pattern ignores case, so it may have taken the next words too.
      const value = shape.replace(/[ -][A-Za-z\d]{0,5}[a-z].*$/, '');
      const isPlate =
        /\d{2}|\d.*[A-Z]|[A-Z].*\d/.test(value) && /[A-Z-]/.test(value) && !/[a-z]/.test(value);
      const isLong = value.length >= 4 && value.length <= 11;
      return isPlate && isLong ? { start, end: start + value.length, confidence: 0.93 } : 0;
    },
  },
  {
    type: 'USERNAME',
    pattern: new RegExp(
      `(?<![\\p{L}\\d])(?:(?:my|his|her|our|your|their|mi|mon|mein) )?(?:user ?name|user[ _-]?id|screen ?name|benutzername|nutzername|nom d['’]utilisateur|nombre de usuario|usuario|identifiant|gamertag)(?: is| ist| lautet| es| est)?["']?\\s{0,2}[:= ]\\s{0,2}["']?(${USER})`,
      'giu',
    ),
    prove: (candidate) => {
      const isStated = /(?:[:=]\s{0,2}["']?|\b(?:is|ist|lautet|es|est) )$/.test(
        before(candidate, 10),
      );
      return proveUsername(isStated)(candidate);
    },
  },
  {
    type: 'USERNAME',
    pattern: new RegExp(
      `(?<![\\p{L}\\d_])(?:login failed for|logged in as|log in as|account of|login|user|benutzer|utilisateur)(?:\\s?[:=]\\s?|\\s)["']?(${USER})(?!@)`,
      'giu',
    ),
    prove: proveUsername(false),
  },
  {
    type: 'USERNAME',
    needs: /@/,
    pattern: /\b(?:ssh|scp|sftp|rsync)\s(?:-\w{1,3}\s(?:\S{1,64}\s)?)?(@?[\w.-]{2,32})(?=@)/g,
    prove: () => 0.95,
  },
];
