import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createRequestView } from '../../protocols/openai-chat/view.ts';
import { createLanguageSignal } from './language.ts';
import { readLanguageModel } from './model.ts';
import { languageRule, supportedLanguages } from './schema.ts';
import { languageOfScript } from './scripts.ts';

const modelFile = new URL('../../../models/language/model.bin', import.meta.url);
const everyLanguage = supportedLanguages.filter((code) => code !== 'no');

function createSignal(...rules: (string | object)[]) {
  return createLanguageSignal(
    rules.map((rule) => languageRule.parse(typeof rule === 'string' ? { name: rule } : rule)),
  );
}

const signal = createSignal(...everyLanguage);

function viewOf(text: string) {
  return createRequestView({ messages: [{ role: 'user', content: text }] });
}

function matches(text: string, used = signal): string[] {
  const results = used.evaluate(viewOf(text));
  return results.filter(({ isMatch }) => isMatch).map(({ name }) => name);
}

describe('language of a prompt', () => {
  it.each([
    ['en', 'hello'],
    ['en', 'hi'],
    ['en', 'thanks!'],
    ['en', 'write a poem'],
    ['en', 'what is 2+2?'],
    ['en', 'Explain how a hash map resolves collisions'],
    ['en', 'I need a birthday present for my sister, any ideas?'],
    ['es', 'hola'],
    ['es', 'Necesito una explicación sencilla de los agujeros negros'],
    ['es', '¿Dónde puedo comprar un billete de tren barato?'],
    ['fr', 'Pourquoi les feuilles deviennent-elles rouges en automne ?'],
    ['fr', "J'aimerais apprendre à jouer de la guitare, par où commencer ?"],
    ['de', 'Welche Bücher würdest du einem Anfänger empfehlen?'],
    ['de', 'Danke, das war sehr hilfreich'],
    ['it', 'Quali sono i monumenti più belli da visitare a Roma?'],
    ['pt', 'Quais são os melhores filmes brasileiros dos últimos anos?'],
    ['nl', 'Welke boeken zou je een beginner aanraden?'],
    ['sv', 'Vilka böcker skulle du rekommendera för en nybörjare?'],
    ['fi', 'Mitä kirjoja suosittelisit aloittelijalle?'],
    ['pl', 'Jakie książki poleciłbyś początkującemu?'],
    ['cs', 'Které knihy byste doporučil začátečníkovi?'],
    ['hu', 'Milyen könyveket ajánlanál egy kezdőnek?'],
    ['ro', 'Ce cărți ai recomanda unui începător?'],
    ['tr', 'Yeni başlayan birine hangi kitapları önerirsin?'],
    ['id', 'Buku apa yang kamu rekomendasikan untuk pemula yang ingin belajar?'],
    ['vi', 'Bạn có thể giới thiệu sách nào cho người mới bắt đầu?'],
    ['ru', 'Какие книги ты посоветуешь начинающему программисту?'],
    ['uk', 'Які книжки ти порадиш початківцю?'],
    ['bg', 'Какви книги би препоръчал на човек, който тепърва започва?'],
    ['ar', 'ما هي الكتب التي تنصح بها للمبتدئين؟'],
    ['fa', 'چه کتاب‌هایی را برای مبتدیان پیشنهاد می‌کنید؟'],
    ['ur', 'آپ نئے سیکھنے والوں کے لیے کون سی کتابیں تجویز کریں گے؟'],
    ['hi', 'शुरुआती लोगों के लिए आप कौन सी किताबें सुझाएंगे?'],
    ['bn', 'নতুনদের জন্য কোন বই ভালো?'],
    ['ta', 'தொடக்கக்காரர்களுக்கு எந்த புத்தகங்கள் நல்லது?'],
    ['th', 'แนะนำหนังสือสำหรับผู้เริ่มต้นหน่อย'],
    ['el', 'Ποια βιβλία θα πρότεινες σε έναν αρχάριο;'],
    ['he', 'אילו ספרים היית ממליץ למתחיל?'],
    ['ka', 'რა წიგნებს მირჩევ?'],
    ['hy', 'Ի՞նչ գրքեր խորհուրդ կտաս'],
    ['ko', '안녕하세요'],
    ['ja', 'こんにちは'],
    ['ja', '東京の天気を教えて'],
    ['zh', '你好'],
    ['zh', '请解释一下什么是机器学习'],
    ['zh', '請解釋一下什麼是機器學習'],
  ])('%s: %s', (language, text) => {
    expect(matches(text)).toEqual([language]);
  });

  it.each([
    '',
    '   ',
    '12345',
    '?!…',
    '🙂🙂',
    '```\nconst answer = 42;\n```',
    'https://example.com/path',
  ])('says nothing about %j', (text) => {
    expect(signal.evaluate(viewOf(text))).toEqual([]);
  });

  it.each(['Kubernetes', 'Paris', 'Madrid', 'xq zt'])('does not guess from %j alone', (text) => {
    expect(matches(text)).toEqual([]);
  });

  it('ignores code, addresses and formulas around the question', () => {
    const code = '```python\nfor item in list_of_items: print(item.name, item.value)\n```';
    expect(matches(`Warum ist das so langsam? ${code}`)).toEqual(['de']);
    expect(matches(`${code.repeat(100)} Warum ist das so langsam?`)).toEqual(['de']);
    expect(matches('Schau bitte hier: https://example.com/this/is/the/english/page')).toEqual([
      'de',
    ]);
    expect(matches('Was ergibt `the quick brown fox jumps over` hier?')).toEqual(['de']);
    expect(matches('Schreib an someone.with.words@the-english-company.example bitte')).toEqual([
      'de',
    ]);
  });

  it.each([
    ['en', 'fix my code'],
    ['en', 'hi there'],
    ['en', 'next page pls'],
    ['en', 'sort a list in python'],
    ['en', 'thx, that worked'],
    ['en', '$20 came out instead of $100'],
    ['de', 'was macht dieser docker befehl'],
    ['de', 'gute nacht'],
    ['es', 'mi portátil va lento'],
    ['fr', 'mon script python plante'],
    ['pt', 'boa noite'],
    ['nl', 'mijn laptop is traag'],
  ])('%s from a few words, typed in haste: %s', (language, text) => {
    expect(matches(text)).toEqual([language]);
  });

  it.each([
    ['zh', '把 OrderService.findAll 改成 stream'],
    ['zh', 'Connection refused by remote host 怎么处理'],
    ['zh', 'def area(r):\n    return 3.14 * r ** 2\n写一个单元测试'],
    ['ja', 'npm run dev すると EADDRINUSE port already in use と出る'],
    ['ko', 'git pull --rebase 하면 merge conflict 나와요'],
    ['ru', 'исправь KeyError: missing column in dataframe merge'],
    ['hi', 'JavaScript में async function कैसे लिखें'],
    ['de', 'warum liefert getOrderById in OrderController.java immer null?'],
    ['es', 'mi función fetch_all_orders lanza ValueError: too many values to unpack'],
    ['fr', 'explique ceci\nconst sorted = items.sort((a, b) => a.price - b.price);'],
    ['pt', 'traduza "the meeting was moved to next friday" para mim'],
    ['en', 'how would you translate "Das Leben ist kein Ponyhof"?'],
    ['en', 'who was Đặng Thái Sơn'],
    ['en', 'What is the difference between 看 and 见?'],
    ['en', 'fix this\nconst pedidos = await cargarPedidos();\npedidos.forEach(pedido => {'],
    ['en', 'List of dishes with ラーメン and 寿司'],
  ])('%s is what the user speaks in: %s', (language, text) => {
    expect(matches(text)).toEqual([language]);
  });

  it.each([
    'asdfghjkl',
    'sdlkfj weoriu xcmvn',
    'order_total',
    'OrderServiceImpl',
    'kubectl get nodes -o wide',
    'while (i < 10) { total += prices[i]; }',
    '/var/lib/app/data.json',
    'c4ca4238-a0b9-2382-0dcc',
    'n',
  ])('does not take %j for a language', (text) => {
    expect(matches(text)).toEqual([]);
  });

  it('finds the question behind long code that has no fence', () => {
    const code = 'for (const row of rows) { total += row.price * row.amount; }\n'.repeat(200);
    expect(matches(`${code}Warum ist das so langsam?`)).toEqual(['de']);
  });

  it('follows the main language of a text that quotes another', () => {
    expect(matches('Please translate the word 你好 into English for me')).toEqual(['en']);
    expect(matches('请解释 React 的 useEffect 是怎么工作的')).toEqual(['zh']);
    expect(matches('Как в Python отсортировать список словарей по ключу name?')).toEqual(['ru']);
  });

  it('reads the end of a long text too', () => {
    const english = 'Here is a short note that somebody left on the table. '.repeat(4);
    const german = 'Und hier steht ein langer Absatz über das Wetter in den Bergen. '.repeat(24);
    expect(matches(english + german)).toEqual(['de']);
  });

  it('falls back to the other texts when the user wrote none', () => {
    const messages = [{ role: 'system', content: 'Antworte immer höflich und in ganzen Sätzen.' }];
    const results = signal.evaluate(createRequestView({ messages }));
    expect(results.find(({ isMatch }) => isMatch)?.name).toBe('de');
  });
});

describe('confidence and thresholds', () => {
  it('reports the probability as confidence and value', () => {
    const result = createSignal('en').evaluate(viewOf('Tell me something about the sea'))[0];
    expect(result?.isMatch).toBe(true);
    expect(result?.confidence).toBeGreaterThan(0.9);
    expect(result?.confidence).toBeLessThanOrEqual(1);
    expect(result?.value).toBe(result?.confidence);
  });

  it('reports the value of a language that is not the main one without a match', () => {
    const text = 'Please translate this for me: 今天天气很好我们去公园玩吧';
    const results = createSignal('en', 'zh').evaluate(viewOf(text));
    expect(results).toHaveLength(2);
    const other = results.find(({ isMatch }) => !isMatch);
    expect(other?.confidence).toBe(0);
    expect(other?.value).toBeGreaterThan(0.1);
  });

  it('emits nothing below the threshold, and no other rule changes that', () => {
    const text = 'Please translate this for me: 今天天气很好我们去公园玩吧';
    expect(matches(text, createSignal({ name: 'zh', threshold: 0.3 }))).toEqual(['zh']);
    const strict = { name: 'zh', threshold: 0.95 };
    expect(matches(text, createSignal(strict))).toEqual([]);
    expect(matches(text, createSignal(strict, { name: 'en', threshold: 0.01 }))).toEqual([]);
  });

  it('needs more certainty for one or two words in Latin letters', () => {
    const short = 'salut';
    const value = createSignal('fr').evaluate(viewOf(short))[0]?.value ?? 0;
    expect(value).toBeGreaterThan(0.5);
    expect(value).toBeLessThan(0.999);
    expect(matches(short, createSignal({ name: 'fr', threshold: value - 0.0005 }))).toEqual([]);
    expect(matches(short, createSignal({ name: 'fr', threshold: 0.01 }))).toEqual(['fr']);
  });

  it('names the value from which the main language matches, and none for the others', () => {
    const rules = createSignal({ name: 'en', threshold: 0.5 }, { name: 'zh', threshold: 0.5 });
    const results = rules.evaluate(viewOf('Please translate this for me today: 今天天气很好'));
    expect(results.map(({ name, threshold }) => [name, threshold])).toEqual([
      ['en', 0.5],
      ['zh', undefined],
    ]);
    expect(rules.evaluate(viewOf('hello'))[0]?.threshold).toBeCloseTo(0.775, 5);
  });
});

describe('names of language rules', () => {
  it('takes a region as a note and a script as a condition', () => {
    expect(matches('Quais são os melhores filmes?', createSignal('pt-BR', 'pt-PT'))).toEqual([
      'pt-BR',
      'pt-PT',
    ]);
    const serbian = 'Које књиге би препоручио почетнику?';
    expect(matches(serbian, createSignal('sr-Cyrl', 'sr-Latn', 'sr'))).toEqual(['sr-Cyrl', 'sr']);
  });

  it.each([
    ['请问这个词怎么读', ['zh', 'zh-Hans', 'zh-CN']],
    ['請問這個詞怎麼讀', ['zh', 'zh-Hant', 'zh-TW']],
    ['你好', ['zh', 'zh-Hans', 'zh-Hant', 'zh-CN', 'zh-TW']],
  ])('tells the characters of %s', (text, expected) => {
    const variants = createSignal('zh', 'zh-Hans', 'zh-Hant', 'zh-CN', 'zh-TW');
    expect(matches(text, variants)).toEqual(expected);
  });

  it('takes `no` for both written forms of Norwegian', () => {
    const text = 'Hvilke bøker vil du anbefale til en nybegynner som vil lære seg norsk?';
    expect(matches(text, createSignal('no', 'sv'))).toEqual(['no']);
  });

  it.each([
    ['EN', 'did you mean `en`'],
    ['english', 'did you mean `en`'],
    ['Chinese', 'did you mean `zh`'],
    ['eng', 'did you mean `en`'],
    ['iw', 'did you mean `he`'],
    ['en_US', 'did you mean `en`'],
    ['xx', 'supported are af, am'],
    ['', ''],
  ])('refuses %j', (name, hint) => {
    expect(languageRule.safeParse({ name }).error?.issues[0]?.message).toContain(hint);
  });

  it('takes a threshold of 0 for the default and refuses others outside 0 to 1', () => {
    expect(languageRule.parse({ name: 'en', threshold: 0 }).threshold).toBe(0.3);
    expect(languageRule.parse({ name: 'en' }).threshold).toBe(0.3);
    for (const threshold of [-0.1, 1.1]) {
      expect(languageRule.safeParse({ name: 'en', threshold }).success).toBe(false);
    }
  });
});

describe('several languages in one prompt', () => {
  const text =
    'Bitte lies den folgenden Absatz und antworte mir dann ausführlich. ' +
    'The committee met on Tuesday and decided to postpone the election until spring.';

  it('matches each with `multi`, only the main one without', () => {
    const several = createSignal({ name: 'de', multi: true }, { name: 'en', multi: true });
    expect(matches(text, several)).toEqual(['de', 'en']);
    expect(matches(text, createSignal('de', 'en'))).toHaveLength(1);
  });

  it('does not match what is not there', () => {
    const several = createSignal({ name: 'fr', multi: true }, { name: 'zh', multi: true });
    expect(matches(text, several)).toEqual([]);
  });
});

describe('language model', () => {
  it('knows exactly the languages that rules may name', () => {
    const groups = [...readLanguageModel(modelFile).values()];
    const known = new Set([
      ...groups.flatMap(({ languages }) => languages),
      ...Object.values(languageOfScript),
      'no',
    ]);
    expect([...known].sort()).toEqual([...supportedLanguages].sort());
  });

  it('is the file that the checksum describes', () => {
    const expected = readFileSync(new URL('model.bin.sha256', modelFile), 'utf8').split(' ')[0];
    expect(createHash('sha256').update(readFileSync(modelFile)).digest('hex')).toBe(expected);
  });
});

describe('hostile text', () => {
  it.each([
    ['an endless word', 'a'.repeat(1_000_000)],
    ['at signs', 'a@'.repeat(500_000)],
    ['an at sign after a long word', `${'a'.repeat(2000)}@`.repeat(100)],
    ['back ticks', '`'.repeat(1_000_000)],
    ['open fences', '``` '.repeat(250_000)],
    ['backslashes', '\\a'.repeat(500_000)],
    ['combining marks', `e${'\u0301'.repeat(1_000_000)}`],
    ['capitals that grow when lowered', 'İ'.repeat(10_000)],
    ['quotes that nothing closes', '“«「'.repeat(300_000)],
    ['a word of signs', `${'.'.repeat(1_000_000)}x`],
    ['an import without end', `import ${' '.repeat(1_000_000)}?`],
    ['errors', 'Error: '.repeat(150_000)],
    ['brackets', '('.repeat(1_000_000)],
    ['lone surrogates', '\ud800'.repeat(10_000)],
  ])('%s costs little', (_, text) => {
    const view = viewOf(text);
    const started = performance.now();
    signal.evaluate(view);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
