# The policy of config.yaml as text.
ROUTING { strategy: priority }

WITH { signals_input: { follow_up: { mode: "window" } } }

SIGNAL domain math { mmlu_categories: ["math"] }

SIGNAL domain physics { mmlu_categories: ["physics"] }

SIGNAL domain computer_science { mmlu_categories: ["computer science"] }

SIGNAL keyword jailbreak_attempt {
  description: "The usual words of attempts to make a model drop its rules"
  operator: "OR"
  keywords: [
    "ignore all previous instructions", "ignore your previous instructions",
    "ignore previous instructions", "disregard your instructions", "reveal your system prompt",
    "without any restrictions", "developer mode", "jailbreak", "忽略之前的所有指令", "忽略之前的指令", "忽略以上所有",
    "系统提示词", "开发者模式", "ignora todas las instrucciones", "ignore toutes les instructions",
    "vergiss alle bisherigen anweisungen"
  ]
}

SIGNAL keyword creative {
  description: "Invention is asked for; whether facts matter is another signal's question"
  operator: "OR"
  keywords: [
    "creative", "brainstorm", "poem", "haiku", "short story", "fairy tale", "lyrics", "slogan",
    "tagline", "playful names", "诗", "故事", "童话", "头脑风暴", "创意", "口号", "歌词", "poema", "cuento",
    "eslogan", "poème", "conte", "gedicht", "märchen", "物語", "俳句"
  ]
}

SIGNAL keyword thorough {
  description: "Words of thorough work"
  operator: "OR"
  keywords: [
    "step by step", "in depth", "thorough", "carefully", "深入", "论证", "权衡", "推理", "系统地", "系统分析",
    "多个角度", "利弊", "取舍"
  ]
}

SIGNAL embedding deep_thinking {
  description: "Asks for thorough, stepwise thought"
  threshold: 0.5
  candidates: [
    "Think it through step by step and weigh every option before you conclude.",
    "Give me an in-depth analysis with all the arguments for and against.",
    "Reason carefully about the long-term consequences of this policy.",
    "Compare these business strategies in detail and argue for one of them.",
    "Analyze the root causes of the conflict thoroughly and show the chain of reasoning.",
    "Discuss from several perspectives whether this is just.", "请深入思考，一步一步推理，并权衡各种方案的利弊。",
    "请从多个角度全面分析这个社会问题，并论证你的结论。", "请系统地比较这两项政策的得失，给出详细的推理过程。", "深入探讨这个现象背后的原因和长期影响。",
    "Wäge die Argumente gründlich ab und begründe dein Urteil.",
    "Analiza en profundidad las causas y razona paso a paso tu conclusión."
  ]
}

SIGNAL embedding software_design {
  description: "The same about software"
  threshold: 0.5
  candidates: [
    "Think through the architecture of a distributed cache step by step.",
    "Analyze this concurrent algorithm in depth and reason about every way it can fail.",
    "Compare message queues and shared databases in detail and discuss the trade-offs.",
    "Reason carefully about how to split this code base into modules, and about the risks.",
    "Discuss thoroughly what static and dynamic typing mean for large programs.",
    "请深入分析这个分布式系统的一致性设计，并逐步推理。", "系统地比较两种数据库架构的取舍。",
    "Analysiere gründlich, wie ein verteilter Dienst Ausfälle übersteht.",
    "Razona paso a paso la arquitectura de un sistema de colas."
  ]
}

SIGNAL embedding software_task {
  description: "A how-to or a small piece of code"
  threshold: 0.5
  candidates: [
    "How do I read a file in Python?",
    "Write a function that checks whether a string is a palindrome.", "Fix the error in this code.",
    "Write a SQL query that joins two tables.", "What does this shell command do?",
    "Why does my loop throw an exception?", "写一个排序函数。", "这个报错怎么解决？",
    "Escribe una función que sume dos números.", "Wie öffne ich eine Datei in Java?"
  ]
}

SIGNAL embedding math_exercise {
  threshold: 0.5
  candidates: [
    "Solve the equation 2x + 3 = 11.", "Find the derivative of x^3.",
    "What is the probability of rolling two sixes?", "Invert this matrix.",
    "How many subsets does a set of five elements have?", "求这个函数的导数。", "解方程组。",
    "从一副牌里抽两张，都是红心的概率是多少？", "计算这个定积分。", "Calcula el área de un círculo de radio 3.",
    "Löse die Gleichung nach x auf.", "この関数を微分してください。"
  ]
}

SIGNAL embedding physics_exercise {
  threshold: 0.5
  candidates: [
    "A stone falls from a tower of 45 m. How fast is it at the ground?",
    "What force accelerates a mass of 3 kg at 2 m/s²?",
    "How is the energy of a photon related to its frequency?",
    "What happens to the pressure of a gas that is heated at constant volume?",
    "一辆质量为1000千克的汽车以20米每秒行驶，动能是多少？", "气体在绝热压缩时温度怎样变化？", "电阻为10欧姆，电压为5伏，电流是多少？", "物体在斜面上受到哪些力？",
    "热机的效率如何计算？", "¿Qué energía cinética tiene un coche de 1000 kg a 20 m/s?",
    "Wie groß ist die Schwingungsdauer eines Pendels von 1 m Länge?", "光の屈折率はどのように求めますか。",
    "ばねの振動の周期を求めてください。"
  ]
}

SIGNAL embedding quick_question {
  description: "A fact in a sentence"
  threshold: 0.5
  candidates: [
    "What is the capital of Norway?", "Who discovered penicillin?",
    "When did the First World War begin?", "How long is the Danube?",
    "How many continents are there?", "Who is the author of Don Quixote?",
    "What is the chemical symbol for gold?", "意大利的首都是哪个城市？", "《西游记》是谁写的？", "黄河有多少公里？",
    "太阳系最大的行星是哪个？", "唐朝是什么时候建立的？", "铁的熔点是多少？", "中国的国花是什么？", "冰在多少度融化？",
    "In which year was this poem published?"
  ]
}

SIGNAL embedding invention {
  description: "Something that does not exist yet"
  threshold: 0.5
  candidates: [
    "Write a poem about a lonely robot.", "Tell me a fairy tale about a fox and the moon.",
    "Think of a funny name for a parrot.", "Invent a slogan for a toothpaste.", "写一首关于春天的诗。",
    "讲一个关于小狐狸的故事。", "给新开的书店想一句口号。", "Escribe un cuento sobre una tortuga valiente.",
    "Écris un poème sur la nuit.", "Schreib ein Märchen über einen kleinen Bären.",
    "春についての詩を書いてください。"
  ]
}

SIGNAL embedding small_talk {
  description: "Greetings, thanks, chat"
  threshold: 0.5
  candidates: [
    "Hello, how are you?", "Good evening, nice to meet you.", "Thank you, you are great!",
    "I am a bit sad today and want to talk to somebody.", "What are you up to this weekend?",
    "你好，最近怎么样？", "谢谢，再见！", "我今天有点累，想聊聊天。", "Hola, ¿cómo estás?", "Salut, ça va ?",
    "Hallo, wie geht es dir?", "Guten Abend, war das ein langer Tag!", "こんにちは、お元気ですか？"
  ]
}

SIGNAL fact_check no_check_needed {
  label: "no_fact_check_needed"
  description: "The answer rests on no facts"
}

SIGNAL language en { description: "English" }

SIGNAL language zh { description: "Chinese" }

SIGNAL structure asks_for_a_name {
  description: "Who, when, where, which, and hardly anything besides"
  feature: {
    type: "exists"
    source: {
      type: "regex"
      pattern: "^\\s*(who|whose|when|where|which|in (which|what) year) .{0,60}$|^(谁|.{0,16}(是谁|哪里|哪一年|哪年|哪个|哪位)).{0,8}$"
    }
  }
}

SIGNAL complexity effort {
  threshold: 0.1
  hard: {
    candidates: [
      "Analyze the causes in depth, weigh the explanations and reason step by step.",
      "Design a distributed system and justify every decision.", "Prove the theorem rigorously.",
      "请深入分析并逐步论证你的结论。", "设计一个高可用的分布式系统并说明取舍。"
    ]
  }
  easy: {
    candidates: [
      "What is the capital of Norway?", "How do I spell necessary?", "Hello, how are you?",
      "黄河有多长？", "你好，最近怎么样？"
    ]
  }
}

SIGNAL jailbreak attack {
  description: "Attempts to get around the rules of the model"
  threshold: 0.65
}

PROJECTION partition intention {
  semantics: "exclusive"
  members: [
    "deep_thinking", "software_design", "software_task", "math_exercise", "physics_exercise",
    "quick_question", "invention", "small_talk"
  ]
  default: "small_talk"
}

MODEL gpt-oss-20b { description: "Quick and cheap, for what needs no thought" }

MODEL gpt-oss-120b { description: "Everyday questions and everyday programs" }

MODEL Qwen3-235B { description: "Mathematics, invention, and thorough work in Chinese" }

MODEL DeepSeek-V3.2 { description: "Design and analysis of software" }

MODEL GLM-4.7 { description: "Physics" }

MODEL Kimi-K2-Thinking { description: "Long chains of thought in English" }

ROUTE guardrails (description = "A small model says no; write `action block` here to refuse without a model") {
  PRIORITY 200
  WHEN keyword("jailbreak_attempt") OR jailbreak("attack")
  MODEL gpt-oss-20b (reasoning = false)
}

ROUTE complex_reasoning (description = "Thorough thought in Chinese") {
  PRIORITY 180
  WHEN (embedding("deep_thinking") OR embedding("software_design"))
      AND (keyword("thorough") OR complexity("effort:hard"))
      AND language("zh")
  MODEL Qwen3-235B (reasoning = true, effort = "high")
}

ROUTE creative_ideas (description = "Invention that no fact can spoil") {
  PRIORITY 160
  WHEN keyword("creative")
      AND (fact_check("no_check_needed") OR embedding("invention"))
      AND NOT structure("asks_for_a_name")
  MODEL Qwen3-235B (reasoning = true, effort = "high")
}

ROUTE math_problems {
  PRIORITY 150
  WHEN domain("math") OR (embedding("math_exercise") AND NOT structure("asks_for_a_name"))
  MODEL Qwen3-235B (reasoning = true, effort = "high")
}

ROUTE code_deep_thinking (description = "Design and analysis of software, in any language but Chinese") {
  PRIORITY 145
  WHEN embedding("software_design")
      OR (domain("computer_science") AND embedding("deep_thinking"))
  MODEL DeepSeek-V3.2 (reasoning = true, effort = "high")
}

ROUTE physics_problems {
  PRIORITY 145
  WHEN (domain("physics") OR (embedding("physics_exercise") AND NOT structure("asks_for_a_name")))
      AND NOT domain("computer_science")
      AND NOT embedding("software_design")
  MODEL GLM-4.7 (reasoning = true, effort = "medium")
}

ROUTE deep_thinking (description = "Thorough thought in English") {
  PRIORITY 140
  WHEN embedding("deep_thinking") AND language("en")
  MODEL Kimi-K2-Thinking (reasoning = true, effort = "high")
}

ROUTE fast_coding (description = "Short programming work in English") {
  PRIORITY 135
  WHEN (domain("computer_science") OR embedding("software_task"))
      AND language("en")
      AND NOT embedding("quick_question")
      AND NOT structure("asks_for_a_name")
  MODEL gpt-oss-120b (reasoning = true, effort = "low")
}

ROUTE fast_qa_chinese (description = "An easy question in Chinese") {
  PRIORITY 130
  WHEN (embedding("quick_question") OR structure("asks_for_a_name"))
      AND language("zh")
      AND NOT complexity("effort:hard")
  MODEL gpt-oss-20b (reasoning = false)
}

ROUTE fast_qa_english (description = "An easy question in English") {
  PRIORITY 120
  WHEN (embedding("quick_question") OR structure("asks_for_a_name"))
      AND language("en")
      AND NOT complexity("effort:hard")
  MODEL gpt-oss-20b (reasoning = false)
}

ROUTE casual (description = "Chat, other languages, and whatever is left") {
  PRIORITY 10
  MODEL gpt-oss-120b (reasoning = false)
}

TEST lanes {
  "How do I reverse a list in Python?" -> fast_coding
  "法国的首都是哪里？" -> fast_qa_chinese
  "Write a poem about the smell of rain on hot asphalt." -> creative_ideas
  "Good morning, how are you?" -> casual
}
