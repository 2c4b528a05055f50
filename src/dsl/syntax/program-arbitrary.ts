import { KEYWORDS, printString } from './print.ts';

/** A source of random numbers in [0, 1) that a seed repeats. */
type Random = () => number;

const bareNames = [
  'a',
  'b2',
  '_x',
  'local/qwen3.5-9b',
  'a-b',
  'mood',
  'name',
  'model',
  'in',
  'and',
];
const quotedNames = [
  '9b',
  'two words',
  'a:b',
  'NAME',
  'ROUTE',
  'true',
  'größe',
  '🙂',
  '',
  'x"y\\z',
  '\ud800',
];
const texts = [
  'plain',
  'a # no comment',
  '{ [ ( "',
  'line\nbreak',
  'tab\tand\u0007bell',
  'Grüße 🙂',
  '',
];
const numbers = ['0', '-0', '0.0', '+7', '42', '-3', '1e3', '-1.5E-3', '0.25', '123456789'];
const comments = ['# note', '#', '# "open { quote', '#tight  ', '# ROUTE x {'];
const signalTypes = ['keyword', 'domain', 'projection', 'classifier', 'complexity'];

/**
 * The text of a random program without mistakes of syntax, with odd spacing, comments at any place and
 * names that need quotes; what it says makes no sense.
 */
export function randomProgram(random: Random): string {
  const tokens: string[] = [];
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = <Item>(items: readonly Item[]) => items[below(items.length)] as Item;
  const maybe = (action: () => void, chance = 0.5) => random() < chance && action();
  const times = (limit: number, action: (index: number) => void) => {
    const count = below(limit + 1);
    for (let index = 0; index < count; index++) action(index);
  };
  const add = (...words: string[]) => tokens.push(...words);

  const text = (content: string) => {
    const isRaw = random() < 0.3 && !/[^\w\s#{([🙂]/u.test(content);
    add(isRaw ? `"${content}"` : printString(content));
  };
  const name = () => {
    const kind = below(10);
    if (kind < 3) text(pick(quotedNames));
    else if (kind < 5) text(pick(bareNames));
    else add(pick(bareNames));
  };
  const value = (depth: number): void => {
    const kind = below(depth > 2 ? 6 : 8);
    if (kind < 2) text(pick(texts));
    else if (kind === 2) add(pick(numbers));
    else if (kind === 3) add(pick(['true', 'false', 'null']));
    else if (kind === 4) text(pick(quotedNames));
    else if (kind === 5) add(pick(bareNames));
    else if (kind === 6) array(depth);
    else object(depth + 1);
  };
  const array = (depth: number) => {
    add('[');
    times(4, (index) => {
      if (index > 0) add(',');
      value(depth + 1);
    });
    if (tokens.at(-1) !== '[') maybe(() => add(','), 0.2);
    add(']');
  };
  const pairs = (limit: number, separator: string, depth: number, isListed = false) => {
    const keys = [...bareNames, ...quotedNames];
    times(limit, (index) => {
      if (index > 0 || isListed) maybe(() => add(','));
      const [key = ''] = keys.splice(below(keys.length), 1);
      if (bareNames.includes(key) && random() < 0.8) add(key);
      else text(key);
      add(separator);
      value(depth);
    });
    maybe(() => add(','), 0.1);
  };
  const object = (depth = 0) => {
    add('{');
    pairs(depth > 1 ? 2 : 4, ':', depth);
    add('}');
  };
  const options = () => {
    add('(');
    pairs(3, '=', 2);
    add(')');
  };
  const models = () => {
    name();
    maybe(options, 0.3);
    times(3, () => {
      add(',');
      name();
      maybe(options, 0.3);
    });
    maybe(() => add(','), 0.1);
  };
  const factor = (depth: number): void => {
    const kind = random();
    if (kind < 0.2) {
      add('NOT');
      factor(depth + 1);
    } else if (kind < 0.4 && depth < 3) {
      add('(');
      expression(depth + 1);
      add(')');
    } else {
      add(pick(signalTypes), '(');
      name();
      maybe(() => pairs(2, ':', 2, true), 0.2);
      add(')');
    }
  };
  const expression = (depth = 0) => {
    factor(depth);
    times(3, () => {
      add(pick(['AND', 'OR']));
      factor(depth);
    });
  };
  const loop = () => {
    add('FOR', pick(bareNames), 'IN');
    if (random() < 0.5) {
      add('[');
      models();
      add(']');
    } else {
      name();
    }
    add('{');
    times(2, () => {
      add('MODEL');
      models();
    });
    add('}');
  };
  const shared = [
    () => {
      add('MODEL');
      models();
    },
    () => {
      add('ALGORITHM', pick(bareNames));
      maybe(object);
    },
    () => {
      add('PLUGIN');
      name();
      maybe(object);
    },
    () => {
      add('DESCRIPTION');
      text(pick(texts));
    },
    () => {
      add('EMIT', 'retention');
      object();
    },
    () => {
      add('WITH');
      object();
    },
    () => add('TIER', pick(['0', '3'])),
    loop,
  ];
  const ofRoutes = [
    () => add('PRIORITY', pick(['0', '-5', '100'])),
    () => {
      add('WHEN');
      expression();
    },
  ];
  const ofBranches = [
    () => {
      add('NAME');
      name();
    },
  ];
  const statements = (own: readonly (() => void)[]) => {
    add('{');
    times(4, () => pick([...shared, ...own])());
    add('}');
  };
  const route = () => {
    add(pick(['ROUTE', 'DECISION']));
    name();
    maybe(options, 0.4);
    statements(ofRoutes);
  };
  const tree = () => {
    add('DECISION_TREE');
    name();
    add('{', 'IF');
    expression();
    statements(ofBranches);
    times(2, () => {
      add('ELSE', 'IF');
      expression();
      statements(ofBranches);
    });
    add('ELSE');
    statements(ofBranches);
    add('}');
  };
  const test = () => {
    add('TEST');
    name();
    add('{');
    times(3, () => {
      text(pick(texts));
      add(pick(['->', '→']));
      name();
      maybe(object, 0.3);
    });
    add('}');
  };
  const named = (...words: string[]) => {
    add(...words);
    name();
    object();
  };
  const ofRecipes = [
    () => {
      add('ROUTING');
      object();
    },
    () => named('SIGNAL', pick(signalTypes)),
    () => named('PROJECTION', pick(['partition', 'score', 'mapping'])),
    () => {
      add('PLUGIN');
      name();
      add(pick(bareNames));
      object();
    },
    () => {
      add('WITH');
      object();
    },
    route,
    route,
    tree,
    test,
  ];
  const recipe = () => {
    add('RECIPE');
    name();
    maybe(options);
    add('{');
    times(3, () => pick(ofRecipes)());
    add('}');
  };
  const ofPrograms = [
    ...ofRecipes,
    () => named('MODEL'),
    () => {
      add('ENTRYPOINT');
      object();
    },
    recipe,
  ];

  times(4, () => pick(ofPrograms)());
  return joinTokens(tokens, { below, pick });
}

interface Chance {
  readonly below: (limit: number) => number;
  readonly pick: <Item>(items: readonly Item[]) => Item;
}

function joinTokens(tokens: readonly string[], { below, pick }: Chance): string {
  // Some texts are written neatly, some at random.
  const oddness = pick([0, 2, 10]);
  let text = below(4) === 0 ? `${pick(comments)}\n` : '';
  tokens.forEach((token, index) => {
    text += token;
    const next = tokens[index + 1] ?? '';
    const canTouch = /[{}()[\],:="]$/.test(token) || /^[{}()[\],:="]/.test(next);
    const kind = below(40);
    if (kind < oddness)
      text += `${pick(['', ' ', '\n', '\n\n\n'])}${pick(comments)}${pick(['\n', '\r\n'])}`;
    else if (kind < 2 * oddness) text += pick(['\n', '\n\n\n', '\t', '   ', ' \n  ']);
    else if (canTouch && kind < 30) text += '';
    else text += (KEYWORDS as readonly string[]).includes(next) ? pick([' ', '\n']) : ' ';
  });
  return text;
}
