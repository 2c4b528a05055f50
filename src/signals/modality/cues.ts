interface CueSettings {
  /** Phrases that ask for a picture; omitted: those of the languages below. */
  readonly keywords?: readonly string[] | undefined;
  /** Phrases that ask for words beside it. */
  readonly both_keywords?: readonly string[] | undefined;
}

interface CueVerdict {
  readonly name: 'AR' | 'DIFFUSION' | 'BOTH';
  readonly confidence: number;
}

const picture =
  '(?:images?|pictures?|photos?|photographs?|paintings?|drawings?|sketch(?:es)?|illustrations?|logos?|icons?|posters?|wallpapers?|portraits?|renders?|renderings?|artwork)';
const wantsPicture: readonly RegExp[] = [
  new RegExp(
    `\\b(?:draw|paint|sketch|generate|create|make|design|render|illustrate|produce)\\b(?: [\\w'-]+){0,6} ${picture}\\b`,
    'i',
  ),
  /^(?:please )?(?:draw|paint|sketch|illustrate)\b/i,
  /(?:画|畫|绘制|繪製|生成)(?:\S{0,10})(?:图|圖|画|畫|照片|插画|海报|标志)|画一|畫一/,
  /(?:絵|イラスト|画像)を?(?:描|作|生成)|그림(?:을)? ?그려|이미지(?:를)? ?(?:생성|만들)/,
  /\b(?:dibuja|dessine[rz]?|zeichne|male|disegna|desenhe|нарисуй(?:те)?)(?![\p{L}])/iu,
  /(?:genera|crea|crée[rz]?|erstelle|gera|crie|создай|сгенерируй) (?:\S+ ){0,4}(?:imagen|image|imagem|immagine|bild|foto|logo|изображение|картинку)/iu,
];
const wantsWords: readonly RegExp[] = [
  /\b(?:explain|describe|write|tell|caption|summari[sz]e|story|essay|article|steps|instructions)\b/i,
  /解释|說明|说明|介绍|写|寫|説明|설명|explica|explique|erkläre|beschreibe|spiega|объясни|опиши/i,
];
const edits =
  /\b(?:edit|crop|remove|erase|replace|recolou?r|retouch|upscale|resize|blur|brighten|darken|enhance|restyle|colou?ri[sz]e)\b|\b(?:make|turn|change|convert)\b (?:[\w'-]+ ){0,5}(?:background|sky|image|picture|photo|colou?r|brighter|darker|black and white|into|look)\b|\badd\b (?:[\w'-]+ ){0,6}(?:to|in|on|behind) (?:the|this|my) (?:[\w'-]+ ){0,2}(?:image|picture|photo|background|sky)\b|去掉|去除|换成|換成|修图|抠图|背景换|編集して|消して|배경을|edita|quita|retouche|supprime|entferne|ersetze|убери|замени/i;

/** Whether a text that came with a picture asks to change it. */
export function editsImage(text: string): boolean {
  return edits.test(text);
}

/** Decides by words alone. */
export function createCues({ keywords, both_keywords }: CueSettings): (text: string) => CueVerdict {
  const asksForPicture = matcher(keywords, wantsPicture);
  const asksForWords = matcher(both_keywords, wantsWords);
  return (text) => {
    if (!asksForPicture(text)) return { name: 'AR', confidence: 0.8 };
    return asksForWords(text)
      ? { name: 'BOTH', confidence: 0.75 }
      : { name: 'DIFFUSION', confidence: 0.8 };
  };
}

function matcher(
  phrases: readonly string[] | undefined,
  patterns: readonly RegExp[],
): (text: string) => boolean {
  if (phrases === undefined || phrases.length === 0) {
    return (text) => patterns.some((pattern) => pattern.test(text));
  }
  const wanted = phrases.map((phrase) => phrase.toLowerCase());
  return (text) => {
    const lower = text.toLowerCase();
    return wanted.some((phrase) => lower.includes(phrase));
  };
}
