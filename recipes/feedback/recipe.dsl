# The policy of config.yaml as text.
SIGNAL keyword wrong_words {
  operator: "OR"
  keywords: [
    "not right", "not correct", "isn't right", "is incorrect", "that's wrong", "that is wrong",
    "you are wrong", "不对", "错了", "错的", "不正确", "有误", "搞错", "stimmt nicht", "ist falsch",
    "no es correcto", "está mal", "ce n'est pas correct", "c'est faux", "間違い", "違います", "记错了",
    "说的不是", "不准确", "you're wrong", "falsch", "te equivocas", "tu te trompes", "inexact", "正しくない"
  ]
}

SIGNAL keyword unclear_words {
  operator: "OR"
  keywords: [
    "don't understand", "do not understand", "don't get it", "lost me", "what do you mean", "没看懂",
    "看不懂", "听不懂", "不明白", "不理解", "什么意思", "说清楚", "更详细", "verstehe ich nicht", "verstehe nicht",
    "no entiendo", "no lo entiendo", "ne comprends pas", "分かりません", "わかりません", "more simply",
    "simpler words", "plain English", "通俗", "易懂", "简单点", "简单一点", "解释一下", "再解释", "没明白", "没懂",
    "einfacher erklären", "genauer erklären", "was heißt das", "was bedeutet das", "más sencillo",
    "qué significa eso", "plus simplement", "plus simple", "もっと簡単に", "どういう意味"
  ]
}

SIGNAL keyword different_words {
  operator: "OR"
  keywords: [
    "换一个", "换一种", "换个", "其他方法", "其他选择", "别的办法", "别的方法", "还有别的", "还有其他", "andere Idee",
    "anderen Vorschlag", "andere Möglichkeit", "etwas anderes", "otra opción", "autre chose", "別の",
    "他の方法", "换别的", "不想要这个", "不喜欢这个", "再推荐", "再来一个", "再给我", "重新写一个", "something else",
    "another idea", "noch eine Idee", "gefällt mir nicht", "otra idea", "algo diferente",
    "une autre idée", "もう一つ", "違うもの"
  ]
}

SIGNAL keyword thanks {
  operator: "OR"
  keywords: [
    "谢谢", "多谢", "感谢", "太好了", "解决了", "很有帮助", "ありがとう", "助かりました", "明白了", "完美", "太棒了", "搞定了",
    "vielen Dank", "muchas gracias", "merci beaucoup"
  ]
}

SIGNAL keyword hard_words {
  operator: "OR"
  keywords: ["证明", "推导", "深入分析", "prove rigorously", "Beweise", "demuestra", "démontre", "証明"]
}

SIGNAL user_feedback wrong_answer {}

SIGNAL user_feedback need_clarification {}

SIGNAL user_feedback want_different {}

SIGNAL user_feedback satisfied {}

SIGNAL reask once_more { threshold: 0.4, lookback_turns: 1 }

SIGNAL reask twice_more { threshold: 0.4, lookback_turns: 2 }

SIGNAL language zh {}

SIGNAL language ja {}

SIGNAL conversation answered {
  description: "There is an answer that words can be about"
  feature: { type: "count", source: { type: "message", role: "assistant" } }
}

SIGNAL complexity effort {
  description: "Between work for a strong model and what any model does"
  threshold: 0.08
  hard: {
    candidates: [
      "Prove this theorem rigorously and justify every step",
      "Derive the formula step by step and discuss the assumptions",
      "Design a system that stays correct under failures and justify every decision",
      "Analyse the causes in depth and weigh rival theories", "请严格证明这个定理，并逐步解释",
      "深入分析两种方案的优缺点并给出结论", "Beweise den Satz Schritt für Schritt",
      "Analiza a fondo las causas y sopesa las teorías", "Démontre rigoureusement ce résultat"
    ]
  }
  easy: {
    candidates: [
      "What is the capital of this country?", "Hello, how are you?", "How long do I cook potatoes?",
      "What is the difference between these two animals?", "How many days does a month have?",
      "这个词是什么意思？", "今天几号？", "Wie heißt die Hauptstadt?", "¿Qué hora es?",
      "Comment dit-on bonjour en anglais ?"
    ]
  }
}

MODEL small { description: "Quick and cheap, for everyday questions" }

MODEL large { description: "Stronger, thinks when it is asked to" }

MODEL other { description: "Of another maker, so that its answers are not the same again" }

ROUTE asked_again_and_again (description = "The third time the same question") {
  PRIORITY 600
  MODEL large (reasoning = true, effort = "high")
  WITH { rules: { type: "reask", name: "twice_more" } }
}

ROUTE wrong_answer (description = "The user says that the answer is wrong") {
  PRIORITY 500
  WHEN user_feedback("wrong_answer", predicate: { gte: 0.92 })
      OR (user_feedback("wrong_answer") AND NOT (language("zh") OR language("ja")))
      OR (conversation("answered") AND keyword("wrong_words"))
  MODEL large (reasoning = true, effort = "high")
}

ROUTE asked_again (description = "The same question once more, without a word about the answer") {
  PRIORITY 400
  MODEL large (reasoning = true, effort = "medium")
  WITH { rules: { type: "reask", name: "once_more" } }
}

ROUTE unclear_answer (description = "The answer was not understood") {
  PRIORITY 300
  WHEN user_feedback("need_clarification", predicate: { gte: 0.92 })
      OR (user_feedback("need_clarification") AND NOT (language("zh") OR language("ja")))
      OR (conversation("answered") AND keyword("unclear_words"))
  MODEL large
}

ROUTE wants_different (description = "Nothing was wrong, but something else is wanted") {
  PRIORITY 250
  WHEN user_feedback("want_different", predicate: { gte: 0.92 })
      OR (user_feedback("want_different") AND NOT (language("zh") OR language("ja")))
      OR (conversation("answered") AND keyword("different_words"))
  MODEL other
}

ROUTE satisfied (description = "Thanks need no strong model, whatever was talked about before") {
  PRIORITY 200
  WHEN user_feedback("satisfied") OR (conversation("answered") AND keyword("thanks"))
  MODEL small
}

ROUTE hard_question (description = "Hard from the start") {
  PRIORITY 100
  WHEN complexity("effort:hard") OR keyword("hard_words")
  MODEL large (reasoning = true, effort = "medium")
}

ROUTE everything_else (description = "The cheap lane") {
  PRIORITY 1
  MODEL small
  WITH { omit: ["rules"] }
}

TEST lanes {
  "Prove rigorously that a continuous function on a closed interval is bounded" -> hard_question
  "What is wrong with pineapple on pizza?" -> everything_else
}
