/** Letters that no other writing system shares, so that one language or a small group remains. */
export const scripts = [
  'Latn',
  'Cyrl',
  'Arab',
  'Deva',
  'Ethi',
  'Hani',
  'Kana',
  'Hang',
  'Grek',
  'Hebr',
  'Armn',
  'Geor',
  'Thai',
  'Laoo',
  'Khmr',
  'Mymr',
  'Tibt',
  'Beng',
  'Guru',
  'Gujr',
  'Orya',
  'Taml',
  'Telu',
  'Knda',
  'Mlym',
  'Sinh',
  'Thaa',
  'Mong',
] as const;

/** ISO 15924 code; `Kana` stands for both kinds of kana. */
export type Script = (typeof scripts)[number];

/** The language of scripts that hardly any other one uses. */
export const languageOfScript: Partial<Record<Script, string>> = {
  Hani: 'zh',
  Kana: 'ja',
  Hang: 'ko',
  Grek: 'el',
  Hebr: 'he',
  Armn: 'hy',
  Geor: 'ka',
  Thai: 'th',
  Laoo: 'lo',
  Khmr: 'km',
  Mymr: 'my',
  Tibt: 'bo',
  Beng: 'bn',
  Guru: 'pa',
  Gujr: 'gu',
  Orya: 'or',
  Taml: 'ta',
  Telu: 'te',
  Knda: 'kn',
  Mlym: 'ml',
  Sinh: 'si',
  Thaa: 'dv',
  Mong: 'mn',
};

type Range = readonly [first: number, last: number];

const ranges: Readonly<Record<Script, readonly Range[]>> = {
  Latn: [
    [0x41, 0x5a],
    [0x61, 0x7a],
    [0xaa, 0xaa],
    [0xba, 0xba],
    [0xc0, 0xd6],
    [0xd8, 0xf6],
    [0xf8, 0x2af],
    [0x1e00, 0x1eff],
  ],
  Cyrl: [
    [0x400, 0x481],
    [0x48a, 0x52f],
    [0x1c80, 0x1c8a],
  ],
  Arab: [
    [0x620, 0x65f],
    [0x66e, 0x6d3],
    [0x6d5, 0x6dc],
    [0x6ee, 0x6ef],
    [0x6fa, 0x6ff],
    [0x750, 0x77f],
    [0x8a0, 0x8ff],
    [0xfb50, 0xfdff],
    [0xfe70, 0xfefc],
  ],
  Deva: [
    [0x900, 0x963],
    [0x971, 0x97f],
  ],
  Ethi: [[0x1200, 0x135f]],
  Hani: [
    [0x3005, 0x3007],
    [0x3400, 0x4dbf],
    [0x4e00, 0x9fff],
    [0xf900, 0xfaff],
  ],
  Kana: [
    [0x3041, 0x309f],
    [0x30a1, 0x30fa],
    [0x30fc, 0x30ff],
    [0x31f0, 0x31ff],
    [0xff66, 0xff9f],
  ],
  Hang: [
    [0x1100, 0x11ff],
    [0x3131, 0x318e],
    [0xac00, 0xd7a3],
  ],
  Grek: [
    [0x370, 0x373],
    [0x376, 0x37d],
    [0x37f, 0x3e1],
    [0x1f00, 0x1fff],
  ],
  Hebr: [
    [0x591, 0x5c7],
    [0x5d0, 0x5f2],
    [0xfb1d, 0xfb4f],
  ],
  Armn: [
    [0x531, 0x556],
    [0x560, 0x588],
  ],
  Geor: [
    [0x10a0, 0x10ff],
    [0x1c90, 0x1cbf],
    [0x2d00, 0x2d2d],
  ],
  Thai: [
    [0xe01, 0xe3a],
    [0xe40, 0xe4e],
  ],
  Laoo: [[0xe81, 0xece]],
  Khmr: [[0x1780, 0x17d3]],
  Mymr: [[0x1000, 0x103f]],
  Tibt: [
    [0xf00, 0xf00],
    [0xf40, 0xfbc],
  ],
  Beng: [[0x980, 0x9e3]],
  Guru: [[0xa01, 0xa75]],
  Gujr: [[0xa81, 0xae3]],
  Orya: [[0xb01, 0xb63]],
  Taml: [[0xb82, 0xbd7]],
  Telu: [[0xc00, 0xc63]],
  Knda: [[0xc80, 0xce3]],
  Mlym: [[0xd00, 0xd63]],
  Sinh: [[0xd81, 0xddf]],
  Thaa: [[0x780, 0x7b1]],
  Mong: [[0x1820, 0x18aa]],
};

/** Joins letters to a word of whatever script they are: combining marks and the like. */
export const MARK = 255;
const firstScript = 1;

/** Code unit -> 1 + index into `scripts`, `MARK`, or 0 for no letter; made once, for one lookup a letter. */
export function createScriptTable(): Uint8Array {
  const table = new Uint8Array(0x10000);
  for (const [index, script] of scripts.entries()) {
    for (const [first, last] of ranges[script]) table.fill(firstScript + index, first, last + 1);
  }
  table.fill(MARK, 0x300, 0x370);
  table.fill(MARK, 0x200c, 0x200e); // joiners inside Persian and Indic words
  return table;
}

export function scriptNumber(script: Script): number {
  return firstScript + scripts.indexOf(script);
}
