import { entropy } from './checksums.ts';
import { before, behindWords, type Candidate, type Found, type Recogniser } from './recogniser.ts';

/** Shapes that vendors publish for their keys, so that a look at the prefix is enough. */
const VENDOR_KEYS = [
  'sk-(?:proj-|svcacct-|admin-|ant-[a-z0-9]{2,8}-|or-v1-)?[A-Za-z0-9_-]{20,200}',
  '(?:AKIA|ASIA|AGPA|AIDA|AROA|ANPA)[A-Z0-9]{16}',
  'gh[pousr]_[A-Za-z0-9]{30,255}',
  'github_pat_[A-Za-z0-9_]{40,255}',
  'gl(?:pat|dt|rt|cbt|ptt|ft|soat)-[A-Za-z0-9_-]{16,64}',
  'xox[abeoprs]-[A-Za-z0-9-]{10,250}',
  'xapp-\\d-[A-Za-z0-9-]{10,250}',
  '(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{16,128}',
  'whsec_[A-Za-z0-9+/=]{20,100}',
  'AIza[A-Za-z0-9_-]{35}',
  'ya29\\.[A-Za-z0-9_-]{20,300}',
  'GOCSPX-[A-Za-z0-9_-]{20,40}',
  'hf_[A-Za-z0-9]{30,64}',
  'npm_[A-Za-z0-9]{36}',
  'pypi-[A-Za-z0-9_-]{40,250}',
  'SG\\.[A-Za-z0-9_-]{16,32}\\.[A-Za-z0-9_-]{32,64}',
  'dop_v1_[a-f0-9]{64}',
  'shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}',
  'r8_[A-Za-z0-9]{30,60}',
  'gsk_[A-Za-z0-9]{40,64}',
  'xai-[A-Za-z0-9]{40,100}',
  'pplx-[A-Za-z0-9]{40,64}',
  'dapi[a-f0-9]{32}',
  'hv[sb]\\.[A-Za-z0-9_-]{24,200}',
  'key-[a-f0-9]{32}',
  'lin_api_[A-Za-z0-9]{32,64}',
].join('|');

/** Words and numbers joined by signs: names of things, not secrets. */
const NAME_OF_WORDS = /^[a-z]+(?:[-_./](?:[a-z]+|v?\d{1,4}))+$/i;

/** Long, made of many different signs, letters and digits mixed: no word and no path. */
function isRandom(value: string): boolean {
  if (NAME_OF_WORDS.test(value)) return false;
  if (!/\d/.test(value) || !/[A-Za-z]/.test(value)) return false;
  return entropy(value) >= (/^[\da-f-]+$/i.test(value) ? 2.9 : 3.2);
}

function proveVendorKey({ value }: Candidate): number {
  const body = value.replace(/^[A-Za-z]{2,10}[-_]/, '');
  const isMixed = /\d/.test(body) || /^A[KSGIRN][IDAOP]A/.test(value);
  return isMixed && entropy(body) >= 2.9 ? 0.99 : 0;
}

const KEY_WORDS = [
  ...[
    'api[ _-]?key',
    'api[ _-]?token',
    'apikey',
    'secret[ _-]?key',
    'access[ _-]?key',
    'auth[ _-]?key',
  ],
  ...['secret[ _-]?access[ _-]?key', 'access[ _-]?token', 'auth[ _-]?token', 'refresh[ _-]?token'],
  ...[
    'client[ _-]?secret',
    'private[ _-]?key',
    'account[ _-]?key',
    'accountkey',
    'bearer',
    'token',
  ],
  ...['secret', 'call the api', 'subscription[ _-]?key', 'sharedaccesskey', 'webhook[ _-]?secret'],
  ...['schlüssel', 'api-schlüssel', 'clé', 'clé api', 'clave', 'clave api', 'key'],
];

/** Words that follow "password is" in sentences about passwords. */
const NO_SECRET =
  /^(?:required|incorrect|wrong|invalid|expired|correct|missing|reset|change[sd]?|protected|stored|hashed|encrypted|must|should|cannot|valid|string|null|none|undefined|true|false|empty|example|password|passwort|secret|changeme|hidden|redacted|process\.env.*|os\.(?:environ|getenv).*|getpass.*|input.*|self\..*|req(?:uest)?\..*|config\..*|env\..*|this\..*|params\..*|args\..*|\$\{.*|\$(?:[A-Z_]+|[a-z_]+)|<.*|\{\{.*|%s|\*+|x{3,}|\.{2,})$/i;

function trimSecret(candidate: Candidate): string {
  const quoted = candidate.text[candidate.start - 1] ?? '';
  let { value } = candidate;
  if (/["'`]/.test(quoted)) {
    const end = value.indexOf(quoted);
    if (end > 0) return value.slice(0, end);
  }
  value = value.replace(/(?:\.{1,3}|,|;|["'`])$/, '');
  const line = before(candidate);
  const isInBrackets = line.lastIndexOf('(') > line.lastIndexOf(')');
  if (isInBrackets && value.endsWith(')') && !value.includes('(')) value = value.slice(0, -1);
  return value;
}

function provePassword(candidate: Candidate, isAssigned: boolean): Found | undefined {
  const value = trimSecret(candidate);
  if (value.length < 4 || NO_SECRET.test(value)) return undefined;
  const isMixed = /[a-z].*[A-Z]|[A-Za-z].*\d|\d.*[A-Za-z]/.test(value);
  const hasSign = /[!@#$%^&*+=?~]/.test(value);
  const isDigits = /^\d{4,}$/.test(value) && isAssigned;
  if (!isMixed && !hasSign && !isDigits) return undefined;
  if (/^[a-z_.]{4,}\(/.test(value) || /^https?:/.test(value)) return undefined;
  return {
    start: candidate.start,
    end: candidate.start + value.length,
    confidence: isAssigned ? 0.97 : 0.9,
  };
}

const PASSWORD_WORDS =
  'pass(?:word|wd|code|phrase|wort)|(?<![\\p{L}])pass(?=["\']?\\s?[:=])|pwd|psw|kennwort|contraseña|clave de acceso|mot de passe|mdp|senha|wachtwoord|hasło|lösenord';

/** Keys, tokens, private keys and passwords. */
export const SECRET_RECOGNISERS: readonly Recogniser[] = [
  {
    type: 'API_KEY',
    pattern: new RegExp(`(?<![A-Za-z0-9])(?:${VENDOR_KEYS})(?![A-Za-z0-9])`, 'g'),
    prove: proveVendorKey,
  },
  {
    type: 'API_KEY',
    needs: /eyJ/,
    pattern: /(?<![\w-])eyJ[\w-]{10,4096}\.eyJ[\w-]{8,8192}(?:\.[\w-]{10,2048})?(?![\w-])/g,
    prove: () => 1,
  },
  {
    type: 'API_KEY',
    needs: /PRIVATE KEY/,
    pattern:
      /-----BEGIN (?:[A-Z]{2,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----(?:[^-]{1,16384}-----END (?:[A-Z]{2,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----)?/g,
    prove: () => 1,
  },
  {
    type: 'API_KEY',
    needs: /:\/\//,
    pattern: /:\/\/((?:[^\s/:@]{1,64}:)?[^\s/:@"'<>]{16,255})(?=@[\w.-])/g,
    prove: (candidate) => {
      const { value, end } = candidate;
      const secret = value.slice(value.lastIndexOf(':') + 1);
      const found = { start: end - secret.length, end, confidence: 0.98 };
      return secret.length >= 16 && isRandom(secret) ? found : undefined;
    },
  },
  {
    type: 'PASSWORD',
    needs: /:\/\//,
    pattern: /:\/\/[^\s/:@"'<>]{1,64}:([^\s/@"'<>]{3,128})(?=@[\w.-])/g,
    prove: ({ value }) => (NO_SECRET.test(value) ? 0 : 0.97),
  },
  {
    type: 'API_KEY',
    pattern: behindWords(KEY_WORDS, '[A-Za-z0-9][A-Za-z0-9_./+=~-]{15,200}'),
    prove: ({ value, start, end }) => {
      const trimmed = value.replace(/[.]+$/, '');
      if (!isRandom(trimmed) || /\.(?:js|ts|py|json|com|org|net|html?)\b/.test(trimmed)) return 0;
      if (/^\d{4}-\d\d/.test(trimmed)) return 0;
      return { start, end: end - (value.length - trimmed.length), confidence: 0.9 };
    },
  },
  {
    type: 'API_KEY',
    needs: /[=:]/,
    pattern:
      /(?<![A-Za-z0-9])[A-Za-z0-9_-]{0,40}(?:key|token|secret|credential|KEY|TOKEN|SECRET|Key|Token|Secret)["']?\s{0,3}[:=]{1,2}>?\s{0,3}["']?([A-Za-z0-9][A-Za-z0-9_./+=~-]{15,200})/g,
    prove: ({ value }) => (isRandom(value) && !/^[\d.]+$/.test(value) ? 0.95 : 0),
  },
  {
    type: 'PASSWORD',
    pattern: new RegExp(
      `(?:${PASSWORD_WORDS})["']?(?:\\s{0,2}[:=]{1,3}\\s{0,3}|\\s{1,2}(?:is|was|ist|lautet|est|es|é|è|to)\\s{0,2}:?\\s{0,2})["'\`]?(\\S{4,64})`,
      'giu',
    ),
    prove: (candidate) => {
      const isAssigned = /[:=]\s{0,3}["'`]?$/.test(
        candidate.text.slice(Math.max(0, candidate.start - 5), candidate.start),
      );
      return provePassword(candidate, isAssigned);
    },
  },
  {
    type: 'PASSWORD',
    pattern: new RegExp(
      `(?:${PASSWORD_WORDS})\\s(?:for|of|für|para|pour|de)\\s[^\\n]{1,64}?\\s(?:is|ist|es|est)\\s["'\`]?(\\S{4,64})`,
      'giu',
    ),
    prove: (candidate) => provePassword(candidate, false),
  },
  {
    type: 'PASSWORD',
    pattern: new RegExp(`(?:${PASSWORD_WORDS})\\s["'\`]?(\\S{6,64})`, 'giu'),
    prove: (candidate) => {
      const value = trimSecret(candidate);
      const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[!@#$%^&*+=?~]/].filter((kind) => kind.test(value));
      return kinds.length >= 3 ? provePassword(candidate, false) : undefined;
    },
  },
];
