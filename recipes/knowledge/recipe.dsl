# The policy of config.yaml as text.
WITH { signals_input: { follow_up: { mode: "window" } } }

SIGNAL keyword careful_words {
  description: "Medicine and law"
  operator: "OR"
  keywords: [
    "疫苗", "孕妇", "怀孕", "症状", "药", "医生", "治疗", "血压", "血糖", "发烧", "手术", "过敏", "疾病", "合同", "赔偿", "法律",
    "违法", "起诉", "律师", "法院", "离婚", "遗产", "辞退", "维权", "病気", "薬", "症状", "法律", "契約", "解雇", "rechtlich",
    "Rechtsanwalt", "Kündigungsfrist", "Schadenersatz", "Medikament", "Nebenwirkungen"
  ]
}

SIGNAL keyword exact_words {
  description: "Mathematics, computing, physics, chemistry"
  operator: "OR"
  keywords: [
    "公式", "方程", "方程式", "函数", "概率", "证明", "矩阵", "导数", "积分", "几何", "数列", "算法", "复杂度", "速度", "能量",
    "电流", "电压", "磁场", "光速", "量子", "化学", "反应", "分子", "原子", "元素", "数学", "物理", "微分", "積分", "確率", "関数",
    "定理", "化学反応", "エネルギー"
  ]
}

SIGNAL keyword demanding_words {
  description: "History, economics, philosophy, psychology"
  operator: "OR"
  keywords: [
    "朝代", "皇帝", "战争", "革命", "帝国", "王朝", "通货膨胀", "货币", "贬值", "利率", "经济", "出口", "贸易", "哲学", "庄子",
    "孔子", "老子", "心理", "意识", "歴史", "経済", "哲学", "戦争"
  ]
}

SIGNAL keyword light_words {
  description: "Everyday life"
  operator: "OR"
  keywords: [
    "好吃", "做法", "炒", "炖", "煮", "蒸", "菜谱", "食谱", "旅游", "景点", "好玩", "酒店", "电影", "电视剧", "动画片", "游戏",
    "礼物", "你好", "心情", "清洗", "レシピ", "料理", "旅行", "観光", "映画", "おすすめ"
  ]
}

SIGNAL kb careful {
  description: "A wrong answer may do harm"
  kb: "subjects"
  target: { kind: "group", value: "careful" }
  match: "best"
  min_score: 0.4
}

SIGNAL kb exact {
  description: "An answer is right or wrong, and thinking finds it"
  kb: "subjects"
  target: { kind: "group", value: "exact" }
  match: "best"
  min_score: 0.4
}

SIGNAL kb demanding {
  description: "A small model knows too little of it"
  kb: "subjects"
  target: { kind: "group", value: "demanding" }
  match: "best"
  min_score: 0.3
}

SIGNAL kb no_subject {
  description: "Work on words, lists and formats, or noise"
  kb: "subjects"
  target: { kind: "label", value: "text_work" }
  match: "best"
}

SIGNAL kb light {
  description: "Any model knows it"
  kb: "subjects"
  target: { kind: "group", value: "light" }
  match: "best"
  min_score: 0.3
}

PROJECTION score demand {
  method: "weighted_sum"
  inputs: [
    { type: "kb_metric", kb: "subjects", metric: "demanding_vs_light", weight: 0.25 },
    { type: "kb", name: "demanding", weight: 0.06 },
    { type: "kb", name: "light", weight: -0.06 },
    { type: "keyword", name: "careful_words", weight: 0.1 },
    { type: "keyword", name: "exact_words", weight: 0.1 },
    { type: "keyword", name: "demanding_words", weight: 0.1 },
    { type: "keyword", name: "light_words", weight: -0.1 }
  ]
}

PROJECTION mapping size {
  source: "demand"
  method: "threshold_bands"
  outputs: [
    { name: "small_will_do", lt: -0.015 },
    { name: "undecided", gte: -0.015, lt: 0.015 },
    { name: "large_needed", gte: 0.015 }
  ]
}

MODEL small { description: "Quick and cheap, knows everyday matters" }

MODEL large { description: "Knows the sciences, law and medicine" }

ROUTE careful_subject (description = "Medicine and law") {
  PRIORITY 400
  WHEN (kb("careful") OR keyword("careful_words"))
      AND projection("large_needed")
      AND NOT kb("no_subject")
  MODEL large (reasoning = true, effort = "high")
}

ROUTE exact_subject (description = "Mathematics, computing, physics, chemistry") {
  PRIORITY 300
  WHEN (kb("exact") OR keyword("exact_words"))
      AND projection("large_needed")
      AND NOT kb("no_subject")
  MODEL large (reasoning = true, effort = "medium")
}

ROUTE demanding_subject (description = "History, economics, philosophy, psychology") {
  PRIORITY 200
  WHEN projection("large_needed") AND NOT kb("no_subject")
  MODEL large
}

ROUTE light_subject (description = "Everyday life") {
  PRIORITY 100
  WHEN projection("small_will_do") AND NOT kb("no_subject")
  MODEL small
}

ROUTE everything_else (description = "Work on words, and what has no subject") {
  PRIORITY 1
  MODEL small
  WITH { omit: ["rules"] }
}

TEST lanes {
  "Can my landlord end the lease because I own a dog?" -> careful_subject
  "When is a symmetric matrix positive definite?" -> exact_subject
  "Is it ever right to break a promise?" -> demanding_subject
  "How do I make lasagne without meat?" -> light_subject
}
