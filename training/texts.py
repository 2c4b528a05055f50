"""Texts of our own for the fixtures: everything a tokenizer may stumble over."""

WORDS = "router signal decision latency budget embedding fallback upstream tenant quota".split()

ENGLISH = [
    "", " ", "\n\t\r", "a", "I", "Hello, world!", "HELLO WORLD", "hello\tworld\nagain",
    "  leading and trailing  ", "don't can't won't it's", "state-of-the-art", "e-mail: a.b@example.org",
    "http://example.com/a?b=c&d=%20#f", "C:\\temp\\new_file.txt", "snake_case and camelCase",
    "const x = (a, b) => a?.b ?? [...c];", "if (x<=3 && y!=4) { return x**2; }", "$4.50 + 20% = ?",
    "1,234,567.89", "3.14159265358979", "0xDEADBEEF", "v2.10.3-rc.1+build.7", "192.168.0.1:8080",
    "2024-02-29T12:34:56Z", "#hashtag @mention", "wait... what?!", "(((nested)))",
    "\"quoted\" 'single' `tick`", "a_b__c___d", "~^|<>=+", "!!!???...", "---", "* bullet\n* list", "| a | b |\n|---|---|",
    "Explain the Krebs cycle in two sentences.", "Prove that the square root of 2 is irrational.",
    "What is the capital gains tax on shares held for a year?", "Write a haiku about backpressure.",
    "antidisestablishmentarianism", "pneumonoultramicroscopicsilicovolcanoconiosis", "supercalifragilistic",
    "unbelievably misconfigured reverse-proxying", "tokenization of untokenizable tokens", "xqzjkvbw", "zzzzzz",
    "QWERTYuiop", "iPhone15ProMax", "GPT-4o vs LLaMA-3.1-405B", "B2B SaaS KPI", "x", "xy", "xyz",
]

ACCENTS = [
    "café", "cafe\u0301", "naïve façade", "Ångström", "A\u030angstro\u0308m", "Zürich ÄÖÜ äöü ß", "STRASSE STRAẞE",
    "İstanbul ISPARTA ısı", "Łódź żółć", "Ørsted æther Æ œuvre", "Đặng Tiếng Việt", "e\u0301\u0302\u0303 stacked",
    "\u0301leading mark", "space \u0301 mark", "ñandú señor", "Čeština říká", "ﬁ ligature ﬂ", "ª º ²³ ½", "Å K Ω",
    "ΑΒΓ Σίσυφος ΟΔΟΣ ΣΑΣ", "ἀρχή ῥήτωρ", "Привет, мир! ЁЖИК ёжик", "Київ їжак ґанок", "Հայաստան", "საქართველო ᲡᲐᲥ",
    "שָׁלוֹם עולם", "السَّلامُ عليكم", "فارسی ‌نیم‌فاصله", "हिन्दी में पूछें", "বাংলা ভাষা", "தமிழ் மொழி", "ภาษาไทยง่าย", "ລາວ", "ខ្មែរ", "မြန်မာ",
    "አማርኛ", "ᏣᎳᎩ", "DŽ Dž dž", "ŉ ǰ ΐ ﬃ",
]

ASIAN = [
    "你好，世界", "机器学习是什么？", "漢字kanji混在text", "㐀㐁㐂", "𠀀𠀁 rare", "豈更車", "你 好", "日本語のテキスト", "カタカナ ﾊﾝｶｸ", "ひらがな",
    "東京タワー", "「引用」、。・", "한국어 문장", "가나다", "각", "ᄒ ᅡ ᆫ", "서울에서 부산까지", "中文English한국어日本語", "〇一二三", "々〆ヶ", "１２３ ＡＢＣ ａｂｃ",
    "！？。，", "\u3000full\u3000width", "龍龘", "ㄅㄆㄇ", "ｶﾞ ｷﾞ", "が か\u3099",
]

EMOJI = [
    "😀", "great 👍🏽 job", "👨‍👩‍👧‍👦 family", "🇩🇪🇫🇷", "a😀b", "1️⃣2️⃣", "❤️ ❤", "☃ ☂ ★", "→ ← ⇒ ∀x∈ℝ", "∑ ∫ √ ∞ ≠ ≤", "€ £ ¥ ₿ ¢", "© ® ™ §¶†‡", "𝒜𝓫𝔠 𝟏𝟐𝟑", "🏴\U000e0067\U000e0062\U000e007f",
    "\U0001f9ff", "♔♕♖", "─│┌┐", "▁▂▃█", "°C ‰ №", "½ ⅓ ⅞", "Ⅷ ⅷ", "①②③",
]

INVISIBLE = [
    "a\0b", "\0", "a\ufffdb", "\ufffd\ufffd", "zero\u200bwidth", "zero\u200cnon\u200djoiner", "\ufeffbom first", "soft\u00adhyphen",
    "a\u2060b word joiner", "no\u00a0break", "thin\u2009space\u202fnarrow", "line\u2028sep\u2029para", "next\u0085line", "vt\x0bff\x0ctab",
    "\x1b[31mred\x1b[0m", "bell\x07 del\x7f", "rtl \u202eabc\u202c", "\u2066isolate\u2069", "tag \U000e0041\U000e0042", "private \ue000 use \U000f0000", "a\u180eb", "\u1680ogham space", "a\u034fb cgj", "va\u0301\u200briation\ufe0f",
    "\r\nwindows\r\nlines\r\n", "\u0378 unassigned", "end\u3000",
]

PUNCTUATION = [
    "“curly” ‘quotes’", "em—dash en–dash", "ellipsis…", "«guillemets»", "¿Qué? ¡No!", "a·b•c‣d", "it’s", "5′ 10″", "a‐b‑c", "§ 12 ¶ 3", "⟨x⟩ ⟦y⟧", "‹a›", "、。〈〉《》", "٪ ؟ ،", "।॥", "፡።", "‖ ‗", "⁂ ⁊", "₍₎ ⁽⁾", "﹏﹐", "｡｢｣",
    "a.b,c;d:e!f?g", "'", "\"", "\\", "/", "...a...", "-5", "--flag=value", "a/b/c", "$$", "^_^", "<|im_start|>system", "{{ template }}", "```js\ncode\n```",
]

LONG = [
    "a" * 99, "a" * 100, "a" * 101, "b" * 150, "é" * 100, "e\u0301" * 100, "e\u0301" * 101, "ab" * 75 + " tail", "-" * 150, "1" * 120,
    "漢" * 40, "가" * 34, "😀" * 101, "x" * 4096 + " after", " ".join(WORDS * 12), ", ".join(WORDS * 6),
    "word" + " " * 500 + "word", "\n\n".join(f"{i}. item number {i}" for i in range(60)),
    "aGVsbG8gd29ybGQ" * 12 + "==", "".join(chr(0x4E00 + 37 * i) for i in range(200)),
]

TEXTS = ENGLISH + ACCENTS + ASIAN + EMOJI + INVISIBLE + PUNCTUATION + LONG

VECTOR_TEXTS = [
    "Hello",
    "What is the boiling point of ethanol at sea level?",
    "Write a Python function that merges two sorted lists without using the sort builtin.",
    "My invoice shows a charge that I do not recognise, can you refund it?",
    "Which articles of the treaty deal with the law of the sea, and who may bring a claim?",
    "Où se trouve la bibliothèque, s'il vous plaît ?",
    "机器学习是什么？",
    "Fix this: TypeError: cannot read properties of undefined (reading 'map') at render (App.tsx:42:17)",
    "A train leaves at 9:40 and travels 215 km at an average of 86 km/h. When does it arrive, and how long "
    "would the trip take if the average speed rose by a quarter for the second half of the distance?",
    " ".join(WORDS * 20),
]
