import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PiiEntity, PiiType } from './pii-types.ts';
import { type FindPatternEntities, loadPatternFinder, mergeEntities } from './recognise.ts';

let find: FindPatternEntities;
beforeAll(async () => {
  find = await loadPatternFinder();
});

/** `TYPE value` of all that was found, in order. */
function found(text: string): string[] {
  return find(text).entities.map(({ type, start, end }) => `${type} ${text.slice(start, end)}`);
}

// Put together here, so that scanners of repositories do not take them for lost keys.
const random = 'Zk3Tq9Lw7Xb2Vm8Rd4Hs6Jf1Ny5Pc0Ga';
const key = (prefix: string, length: number) => prefix + random.repeat(5).slice(0, length);

/** The value stands between guillemets. */
const PRESENT: readonly (readonly [PiiType, string])[] = [
  ['CREDIT_CARD', 'pay with «4111 1111 1111 1111», please'],
  ['CREDIT_CARD', '«4111-1111-1111-1111»'],
  ['CREDIT_CARD', '«4111–1111–1111–1111»'],
  ['CREDIT_CARD', 'amex «378282246310005»'],
  ['CREDIT_CARD', 'amex «3782 822463 10005»'],
  ['CREDIT_CARD', '«5555555555554444»'],
  ['CREDIT_CARD', '«6011111111111117»'],
  ['CREDIT_CARD', 'JCB «3530111333300000»'],
  ['CREDIT_CARD', '«30569309025904» diners'],
  ['CREDIT_CARD', '17,Ann,«4111111111111111»,12'],
  ['CREDIT_CARD', 'mi tarjeta es «2223 0000 4841 0010»'],
  ['CREDIT_CARD', '12 «4111 1111 1111 1111» 30'],
  ['IBAN_CODE', 'auf «DE89 3704 0044 0532 0130 00» überweisen'],
  ['IBAN_CODE', '«GB82WEST12345698765432» BIC follows'],
  ['IBAN_CODE', '«FR14 2004 1010 0505 0001 3M02 606» MERCI'],
  ['IBAN_CODE', 'iban «nl91abna0417164300».'],
  ['US_SSN', 'my SSN is «536-90-4399».'],
  ['US_SSN', '«536-90-4399»'],
  ['US_SSN', 'social security number «536904399»'],
  ['US_SSN', '«536–90–4399»'],
  ['US_SSN', 'ssn: «536 90 4399»'],
  ['PHONE_NUMBER', 'call «+1 415-555-2671» now'],
  ['PHONE_NUMBER', '«(415) 555-2671»'],
  ['PHONE_NUMBER', '«415.555.2671»'],
  ['PHONE_NUMBER', 'Tel.: «030 901820»'],
  ['PHONE_NUMBER', 'Mobil «0171/1234567», abends'],
  ['PHONE_NUMBER', 'mon numéro est le «06 12 34 56 78»'],
  ['PHONE_NUMBER', '«020 7946 0958» is the office'],
  ['PHONE_NUMBER', 'mi teléfono es «612 34 56 78».'],
  ['PHONE_NUMBER', 'fax «+46 (0)8 974 173 45»'],
  ['PHONE_NUMBER', 'phone: «555-0134»'],
  ['PHONE_NUMBER', '她的电话是«13900112233»，请记下'],
  ['PHONE_NUMBER', '客户张伟，手机«13800001234»，请整理'],
  ['PHONE_NUMBER', '«+44 20 7946 0958 ext. 12»'],
  ['PHONE_NUMBER', 'Tel: «01.23.45.67.89» / Fax'],
  ['PHONE_NUMBER', '电话：«13812345678»'],
  ['PHONE_NUMBER', '«0049 30 901820»'],
  ['PHONE_NUMBER', 'text me at «2125551234»'],
  ['EMAIL_ADDRESS', 'mail «joe.doe+x@mail.example.co.uk»!'],
  ['EMAIL_ADDRESS', '<«jürgen@müller.de»>'],
  ['EMAIL_ADDRESS', "('«o'brien@example.com»')"],
  ['EMAIL_ADDRESS', 'mailto:«ann@example.com»?subject=x'],
  ['IP_ADDRESS', 'from «203.0.113.77»:8080'],
  ['IP_ADDRESS', 'route «10.1.2.0»/24'],
  ['IP_ADDRESS', 'server «1.1.1.1»'],
  ['IP_ADDRESS', 'at «2001:db8::8a2e:370:7334».'],
  ['IP_ADDRESS', '[«fe80::1ff:fe23:4567:890a»]:80'],
  ['IP_ADDRESS', '«::ffff:203.0.113.7»'],
  ['URL', 'see «https://example.com/a_(b)?q=1#x».'],
  ['URL', '(«http://example.com/x»)'],
  ['URL', '«www.example.com», and'],
  ['URL', 'read «docs.example.org/guide/start.html».'],
  ['DOMAIN_NAME', 'buy «my-shop.co.uk» now'],
  ['DOMAIN_NAME', 'the site «status.example.is» is down'],
  ['MAC_ADDRESS', 'nic «00:1B:44:11:3A:B7»'],
  ['MAC_ADDRESS', '«00-1b-44-11-3a-b7»'],
  ['MAC_ADDRESS', 'cisco «001b.4411.3ab7»'],
  ['SWIFT_CODE', 'BIC: «DEUTDEFF500»'],
  ['SWIFT_CODE', 'swift code «BNPAFRPP»'],
  ['BANK_ACCOUNT', 'account number: «0532013000»'],
  ['BANK_ACCOUNT', 'Kontonummer «5320 1300»'],
  ['CRYPTO_ADDRESS', 'to «1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa»'],
  ['CRYPTO_ADDRESS', '«bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4»'],
  ['CRYPTO_ADDRESS', '«0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed»'],
  ['API_KEY', `use «${key('sk-proj-', 40)}»`],
  ['API_KEY', `«${key('sk-ant-api03-', 60)}»`],
  ['API_KEY', `«${key('ghp_', 36)}»`],
  ['API_KEY', `«${key('glpat-', 20)}»`],
  ['API_KEY', `«${key('xoxb-', 30)}»`],
  ['API_KEY', `«${key('sk_live_', 24)}»`],
  ['API_KEY', `«${key('AIza', 35)}»`],
  ['API_KEY', `«${key('hf_', 34)}»`],
  ['API_KEY', `«${key('npm_', 36)}»`],
  ['API_KEY', `«${key('pypi-', 60)}»`],
  ['API_KEY', `aws «${'AKIA'}${'Q3EGTR5VXWB2MLK7'}»`],
  ['API_KEY', `aws_secret_access_key = "«${key('', 40)}»"`],
  ['API_KEY', `AccountKey=«${key('', 86)}==»;`],
  ['API_KEY', `Authorization: Bearer «${key('', 40)}»`],
  ['API_KEY', `"token": "«${'9f86d081884c7d65'}${'9a2feaa0c55ad015'}»"`],
  ['API_KEY', `«${key('eyJ', 20)}.${key('eyJ', 30)}.${key('', 30)}»`],
  ['API_KEY', `git clone https://«${key('', 32)}»@git.test/x.git`],
  ['API_KEY', `«${'-----BEGIN'} PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----»`],
  ['PASSWORD', 'my password is «Tr0ub4dor&3».'],
  ['PASSWORD', 'DB_PASSWORD=«k(2Xz!pq)»'],
  ['PASSWORD', 'Mein Passwort lautet «hund1234», danke'],
  ['PASSWORD', 'contraseña: «Sol2024!»'],
  ['PASSWORD', 'mot de passe : «Chat77ab»'],
  ['PASSWORD', 'psql postgres://app:«s3cretpw»@db.internal/x'],
  ['USERNAME', 'my username is «annalee» there'],
  ['USERNAME', 'username: «ann_lee99»'],
  ['USERNAME', 'login failed for «root2»'],
  ['PASSPORT', 'passport number «C01X00T47»'],
  ['PASSPORT', 'Reisepass: «C4VPK1234»'],
  ['US_DRIVER_LICENSE', "driver's license «D1234567»"],
  ['US_DRIVER_LICENSE', 'driver license no. «S530-4214-2296»'],
  ['MEDICAL_RECORD', 'NHS number «943 476 5919»'],
  ['MEDICAL_RECORD', 'MRN: «00483921»'],
  ['NATIONAL_ID', 'DNI «12345678Z»'],
  ['NATIONAL_ID', 'NIE «X1234567L»'],
  ['NATIONAL_ID', '«RSSMRA85T10A562S»'],
  ['NATIONAL_ID', 'NI number «AB 12 34 56 C»'],
  ['NATIONAL_ID', 'CPF «529.982.247-25»'],
  ['NATIONAL_ID', 'sécurité sociale «2 55 08 14 168 025 38»'],
  ['NATIONAL_ID', 'Steuer-ID: «86 095 742 719»'],
  ['NATIONAL_ID', 'BSN «111222333»'],
  ['NATIONAL_ID', '«756.9217.0769.85»'],
  ['NATIONAL_ID', '«11010519491231002X»'],
  ['NATIONAL_ID', 'PESEL «44051401359»'],
  ['NATIONAL_ID', '«131052-308T»'],
  ['LICENSE_PLATE', 'license plate «AB12 CDE» was seen'],
  ['LICENSE_PLATE', 'Kennzeichen «M-AB 1234»'],
  ['ZIP_CODE', 'zip code «94103-1234»'],
  ['ZIP_CODE', 'PLZ «10115» Berlin'],
  ['ZIP_CODE', 'postcode «SW1A 1AA».'],
  ['AGE', 'she is «45 years old»'],
  ['AGE', 'at the age of «17», he'],
  ['AGE', 'a «7-year-old» boy'],
  ['AGE', 'Kind, «12 Jahre alt»'],
  ['DATE_TIME', 'DOB: «1984-02-29»'],
  ['DATE_TIME', 'geboren am «3. Mai 1961»'],
  ['DATE_TIME', 'hired «18 Aug 89», since'],
  ['DATE_TIME', 'admitted «30 July».'],
  ['DATE_TIME', 'née le «14 juillet 1990»'],
  ['DATE_TIME', 'nacido el «14 de julio de 1990».'],
  ['DATE_TIME', 'born on «March 3, 1999» in'],
];

/** Nothing of the type may be found. */
const ABSENT: readonly (readonly [PiiType, string])[] = [
  ['PHONE_NUMBER', '订单号13900112233已经发货'],
  ['CREDIT_CARD', '4111 1111 1111 1112'],
  ['CREDIT_CARD', '1234567890123456'],
  ['CREDIT_CARD', 'order 4111111111111111 is late'],
  ['CREDIT_CARD', '0000 0000 0000 0000'],
  ['CREDIT_CARD', '41 11111111 111111'],
  ['CREDIT_CARD', '4111.1111.1111.1111'],
  ['CREDIT_CARD', 'a4111111111111111'],
  ['CREDIT_CARD', '41111111111111111111111'],
  ['IBAN_CODE', 'DE89 3704 0044 0532 0130 01'],
  ['IBAN_CODE', 'ZZ89370400440532013000'],
  ['IBAN_CODE', 'DE89'],
  ['IBAN_CODE', 'DE893704004405320130001'],
  ['US_SSN', '000-12-3456'],
  ['US_SSN', '666-12-3456'],
  ['US_SSN', '912-12-3456'],
  ['US_SSN', '536-00-4399'],
  ['US_SSN', '536-90-0000'],
  ['US_SSN', 'part 536904399'],
  ['US_SSN', '1536-90-4399'],
  ['PHONE_NUMBER', 'released 2024-05-06 12:30:00'],
  ['PHONE_NUMBER', 'vector 123 456 7890 1234'],
  ['PHONE_NUMBER', 'order 1234567890'],
  ['PHONE_NUMBER', 'pi is 3.14159265358979'],
  ['PHONE_NUMBER', '1, 2, 3, 4, 5, 6, 7, 8, 9, 10'],
  ['PHONE_NUMBER', 'Write a function that adds 12345678 and 9876543'],
  ['PHONE_NUMBER', '1 2 3 4 5 6 7 8 9 0'],
  ['PHONE_NUMBER', 'population 1.345.678.901'],
  ['PHONE_NUMBER', '16777216 + 4294967296'],
  ['EMAIL_ADDRESS', 'git@github.com:foo/bar.git'],
  ['EMAIL_ADDRESS', 'x @ y.com'],
  ['EMAIL_ADDRESS', '@decorator.name'],
  ['EMAIL_ADDRESS', 'a@b'],
  ['IP_ADDRESS', 'version 1.2.3.4'],
  ['IP_ADDRESS', 'v10.20.30.40'],
  ['IP_ADDRESS', 'Python 3.12.1.4'],
  ['IP_ADDRESS', '256.1.1.1'],
  ['IP_ADDRESS', '127.0.0.1'],
  ['IP_ADDRESS', 'section 4.3.2.1'],
  ['IP_ADDRESS', '1.2.3.4.5'],
  ['IP_ADDRESS', 'at 12:34:56'],
  ['IP_ADDRESS', 'std::vector and a::b'],
  ['URL', 'http://localhost:3000/x'],
  ['URL', 'https://'],
  ['URL', 'src/main.py/x and and/or'],
  ['DOMAIN_NAME', 'main.py and index.js'],
  ['DOMAIN_NAME', 'return self.name'],
  ['DOMAIN_NAME', 'console.info("x")'],
  ['DOMAIN_NAME', 'e.g. this'],
  ['DOMAIN_NAME', 'It is done.it works'],
  ['DOMAIN_NAME', 'ASP and asp.net'],
  ['MAC_ADDRESS', '00:00:00:00:00:00'],
  ['MAC_ADDRESS', '00:1B:44:11:3A'],
  ['MAC_ADDRESS', '12:34:56'],
  ['SWIFT_CODE', 'ABSOLUTE TERRIBLE FUNCTION'],
  ['BANK_ACCOUNT', 'account for 12 people'],
  ['BANK_ACCOUNT', 'take 1234567 into account'],
  ['CRYPTO_ADDRESS', '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb'],
  ['CRYPTO_ADDRESS', '0x0000000000000000000000000000000000000000'],
  ['CRYPTO_ADDRESS', '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD'],
  ['API_KEY', 'sk-learn-contrib-package-name'],
  ['API_KEY', 'the token limit is 4096 tokens'],
  ['API_KEY', 'key=value'],
  ['API_KEY', '"key": "some-translation-key.with.dots-2024"'],
  ['API_KEY', 'primary key: customer_id_order_id_2024_index'],
  ['API_KEY', 'api_key = os.environ["OPENAI_API_KEY"]'],
  ['API_KEY', 'token: aaaaaaaaaaaaaaaaaaaaaaaa1'],
  ['API_KEY', 'commit 9f86d081884c7d659a2feaa0c55ad015'],
  ['PASSWORD', 'I forgot my password, how do I reset it?'],
  ['PASSWORD', 'password is required'],
  ['PASSWORD', 'password = getpass("x1")'],
  ['PASSWORD', 'password: $DB_PASSWORD'],
  ['PASSWORD', 'Hash the password with bcrypt'],
  ['USERNAME', 'username is required'],
  ['USERNAME', 'the user is logged in'],
  ['PASSPORT', 'How long is a passport valid?'],
  ['US_DRIVER_LICENSE', "What is on a driver's license?"],
  ['NATIONAL_ID', '12345678A'],
  ['NATIONAL_ID', '529.982.247-26'],
  ['NATIONAL_ID', 'RSSMRA85T10A562T'],
  ['NATIONAL_ID', 'sum of 111222333'],
  ['LICENSE_PLATE', 'a plate of food'],
  ['ZIP_CODE', 'unpack 12345 files from the zip'],
  ['AGE', 'the file is 20 MB'],
  ['AGE', 'He is 6 feet tall'],
  ['AGE', 'I am 100% sure'],
  ['DATE_TIME', 'released on 2024-05-06'],
];

describe('pattern recognisers', () => {
  it.each(PRESENT)('finds %s in `%s`', (type, marked) => {
    const start = marked.indexOf('«');
    const value = marked.slice(start + 1, marked.indexOf('»'));
    const text = marked.replace(/[«»]/g, '');
    const expected = { type, start, end: start + value.length, source: 'pattern' };
    const entity = find(text).entities.find((each) => each.start === start);
    expect(entity).toMatchObject(expected);
  });

  it.each(ABSENT)('finds no %s in `%s`', (type, text) => {
    expect(found(text).filter((each) => each.startsWith(type))).toEqual([]);
  });

  it('keeps offsets behind emoji and combining marks', () => {
    const text = '👩‍👩‍👧 Zoe\u0308 𝒳: joe@example.com, 🇩🇪 +49 30 901820';
    expect(found(text)).toEqual(['EMAIL_ADDRESS joe@example.com', 'PHONE_NUMBER +49 30 901820']);
  });

  it('finds several entities in order', () => {
    const text = 'joe@example.com paid 4111 1111 1111 1111 from 203.0.113.9, see www.example.com.';
    expect(found(text)).toEqual([
      'EMAIL_ADDRESS joe@example.com',
      'CREDIT_CARD 4111 1111 1111 1111',
      'IP_ADDRESS 203.0.113.9',
      'URL www.example.com',
    ]);
  });

  it('prefers the whole URL to its host, and a secret in a URL to the URL', () => {
    expect(found('http://203.0.113.9/x')).toEqual(['URL http://203.0.113.9/x']);
    const secret = key('', 32);
    expect(found(`https://${secret}@git.test/x.git`)).toEqual([`API_KEY ${secret}`]);
  });

  it('leaves plain questions alone', () => {
    const questions = [
      'What is 12.5% of 1,234,567.89?',
      'Explain HTTP/2, TLS 1.3 and RFC 9110 section 8.3.1 to a 5th grader.',
      'Sort [3, 1, 2] in Python 3.11.4 and print(x[0:10])',
      'Why did the Roman Empire fall in 476?',
    ];
    expect(questions.flatMap(found)).toEqual([]);
  });

  it('gives sorted, disjoint slices whatever the text is', () => {
    const bits = [
      ...PRESENT.map(([, text]) => text.replace(/[«»]/g, '')),
      ...['😀', 'e\u0301', ' ', ', ', '\n', '@', '1', ':', '.', '-', '/'],
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...bits), { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        let last = 0;
        for (const { start, end, confidence } of find(text).entities) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(text.slice(start, end).trim()).toBe(text.slice(start, end));
          expect(confidence).toBeGreaterThan(0);
          expect(confidence).toBeLessThanOrEqual(1);
          last = end;
        }
      }),
      { numRuns: 200, seed: 4 },
    );
  });

  it('says that a text beyond the bound was not searched to the end', () => {
    const long = find(`${' '.repeat(1 << 20)}joe@example.com`);
    expect(long).toEqual({ entities: [], isComplete: false });
    expect(find('joe@example.com').isComplete).toBe(true);
  });

  const HOSTILE = [
    ...[
      '1',
      '1 ',
      '1-',
      '(415) 555-2671, ',
      '+1 ',
      '0049 ',
      'tel 1234567 ',
      '4111 1111 1111 1111 ',
    ],
    ...[
      'a@',
      'a.',
      "a'",
      'a:',
      ':',
      'ab:cd:',
      'http://',
      'https://))',
      'www.',
      'a.com/))',
      '[',
      '_',
      '-',
      '"',
      '=',
      '+',
    ],
    ...['account number is ', 'password is ', 'password for a ', 'key=', 'eyJaaaaaaaaaaaaaaaaaa.'],
    ...['-----BEGIN PRIVATE KEY-----', 'DE89 3704 0044 0532 0130 00 ', 'ABCDEFGH ', 'plate A1 B2 '],
    ...['user user ', 'ssh -p x ', 'born 12 ', 'site a.a.a.a.a.a.a ', 'zip code is ', '0x', '😀'],
  ];
  it.each(HOSTILE)('searches a megabyte of `%s` in bounded time', (bit) => {
    const text = bit.repeat(Math.ceil((1 << 20) / bit.length)).slice(0, 1 << 20);
    const started = performance.now();
    find(text);
    // About 0.3 s at worst on one quiet core; a quadratic pattern would take minutes.
    expect(performance.now() - started).toBeLessThan(15_000);
  });
});

describe('mergeEntities', () => {
  const entity = (source: PiiEntity['source'], start: number, end: number): PiiEntity => ({
    type: source === 'pattern' ? 'EMAIL_ADDRESS' : 'PERSON',
    start,
    end,
    confidence: 0.9,
    source,
  });
  const spans = (entities: readonly PiiEntity[]) =>
    entities.map(({ source, start, end }) => `${source} ${start}-${end}`);

  it.each([
    [[], [], []],
    [[[0, 5]], [], ['pattern 0-5']],
    [[], [[0, 5]], ['tagger 0-5']],
    [[[0, 5]], [[4, 8]], ['pattern 0-5']],
    [[[2, 4]], [[0, 9]], ['pattern 2-4']],
    [[[0, 9]], [[2, 4]], ['pattern 0-9']],
    [[[0, 5]], [[5, 8]], ['pattern 0-5', 'tagger 5-8']],
    [
      [
        [4, 6],
        [20, 22],
      ],
      [
        [0, 4],
        [5, 8],
        [9, 12],
        [21, 30],
        [31, 32],
      ],
      ['tagger 0-4', 'pattern 4-6', 'tagger 9-12', 'pattern 20-22', 'tagger 31-32'],
    ],
  ] as [[number, number][], [number, number][], string[]][])(
    '%j and %j give %j',
    (patterns, tagged, merged) => {
      const both = mergeEntities(
        patterns.map(([start, end]) => entity('pattern', start, end)),
        tagged.map(([start, end]) => entity('tagger', start, end)),
      );
      expect(spans(both)).toEqual(merged);
    },
  );
});
