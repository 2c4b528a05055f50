// Frequent characters that the two standards write differently, in the same order.
const simplified =
  '们个这为国会来时对说发过还没么样现开关应当实业东车见让问间听觉谢请读写话语词译给红级经结进远运动种类题颜风飞马鱼鸟门长点热爱书笔记录认识体头买卖学习无电脑网络图';
const traditional =
  '們個這為國會來時對說發過還沒麼樣現開關應當實業東車見讓問間聽覺謝請讀寫話語詞譯給紅級經結進遠運動種類題顏風飛馬魚鳥門長點熱愛書筆記錄認識體頭買賣學習無電腦網絡圖';

const votes = new Map<string, number>([
  ...Array.from(simplified, (character) => [character, 1] as const),
  ...Array.from(traditional, (character) => [character, -1] as const),
]);

/** Tells simplified from traditional characters; undefined when the text could be either. */
export function hanVariantOf(text: string): 'Hans' | 'Hant' | undefined {
  let balance = 0;
  for (const character of text) balance += votes.get(character) ?? 0;
  if (balance === 0) return undefined;
  return balance > 0 ? 'Hans' : 'Hant';
}

const toSimplified = new Map<string, string>(
  Array.from(traditional, (character, index) => [
    character,
    Array.from(simplified)[index] as string,
  ]),
);

/** The frequent traditional characters of a text in their simplified form; lengths stay the same. */
export function simplifiedHan(text: string): string {
  let simple = '';
  for (const character of text) simple += toSimplified.get(character) ?? character;
  return simple;
}
