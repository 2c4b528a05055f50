# The policy of config.yaml as text.
MODEL economy { description: "Small, cheap and quick" }

MODEL flash { description: "Quick with long prompts" }

MODEL balanced { description: "Everyday work" }

MODEL coder { description: "Programs" }

MODEL frontier { description: "The strongest, runs elsewhere" }

MODEL vault { description: "Runs on your own machines, sees everything" }

ENTRYPOINT {
  model_names: ["switchyard/blend"]
  recipe: "blend"
  description: "Quality where it is worth its price"
}

ENTRYPOINT {
  model_names: ["switchyard/fast"]
  recipe: "fast"
  description: "The first word as soon as possible"
}

ENTRYPOINT {
  model_names: ["switchyard/cheap"]
  recipe: "cheap"
  description: "Nothing leaves the small model"
}

ENTRYPOINT {
  model_names: ["switchyard/accurate"]
  recipe: "accurate"
  description: "The right answer, whatever it costs"
}

ENTRYPOINT {
  model_names: ["switchyard/private"]
  recipe: "private"
  description: "Requests stay on your own machines unless they are plainly harmless and hard"
}

# =============================================================================
# RECIPE blend
# =============================================================================

RECIPE blend (description = "Quality where it is worth its price", default_model = "balanced") {
  ROUTING { strategy: priority }

  WITH { signals_input: { follow_up: { mode: "window" } } }

  SIGNAL keyword asks_for_proof {
    description: "The imperative of a proof, not the noun"
    operator: "OR"
    method: "regex"
    keywords: [
      "\\b(prove|show) (that|by induction|rigorously)\\b", "\\b(rigorous|formal) proof\\b",
      "\\bgive (a|me a) proof\\b", "(请|严格|试|求)证明", "^证明[^信书文材]",
      "\\b(demuestra|demostrar|prueba) que\\b", "\\b(démontre|démontrer|prouve|prouver) que\\b",
      "\\bbeweise,? dass\\b", "を(厳密に)?証明"
    ]
  }

  SIGNAL keyword asks_for_depth {
    description: "More than an answer is wanted"
    operator: "OR"
    keywords: [
      "step by step", "in depth", "in detail", "both sides", "weigh the", "trade-offs", "derive",
      "深入", "逐步", "论证", "权衡", "推导", "推理", "en profundidad", "paso a paso", "en profondeur",
      "en détail", "étape par étape", "gründlich", "schritt für schritt", "leite", "深く", "段階的"
    ]
  }

  SIGNAL keyword technologies {
    description: "Names of languages and tools; add those of your company"
    operator: "OR"
    keywords: [
      "python", "javascript", "typescript", "java", "rust", "golang", "c++", "sql", "css", "html",
      "git", "docker", "kubernetes", "bash", "react", "用go", "代码", "脚本", "编程", "报错", "正则表达式", "数组",
      "爬虫", "regex", "flask"
    ]
  }

  SIGNAL keyword says_wrong {
    description: "Rejects the answer before"
    operator: "OR"
    keywords: [
      "that is wrong", "that's wrong", "is wrong", "incorrect", "not correct", "not right",
      "check it again", "错了", "不对", "不正确", "重新核对", "incorrecto", "está mal", "falsch",
      "stimmt nicht", "c'est faux", "incorrecte", "間違って"
    ]
  }

  SIGNAL embedding proof {
    threshold: 0.55
    candidates: [
      "Prove the intermediate value theorem.", "Show that the square root of 5 is irrational.",
      "Give a formal proof that every tree with n vertices has n minus 1 edges.",
      "Prove by induction that 2^n is greater than n.", "证明费马小定理。", "请用数学归纳法证明这个等式成立。",
      "证明连续函数在闭区间上有界。", "求证：三角形两边之和大于第三边。", "严格证明均值不等式。",
      "Demuestra que hay infinitos números primos.", "Démontrez le théorème de Pythagore.",
      "Beweise die Dreiecksungleichung.", "この不等式を厳密に証明してください。"
    ]
  }

  SIGNAL embedding deliberation {
    description: "Open questions that want a chain of thought"
    threshold: 0.55
    candidates: [
      "Is it ever right to break a promise? Argue both sides and say where they disagree.",
      "Think step by step what would happen to the economy if everybody lived to 200.",
      "Weigh the ethical arguments about genetic enhancement in depth.",
      "Reason carefully about the causes of the decline of an empire.",
      "What would follow for cities and jobs if energy became free? Think it through step by step.",
      "Discuss in depth whether machines should be allowed to judge people.",
      "请深入论证自由与安全之间的矛盾，并逐步推理。", "从不同的伦理立场分析安乐死的问题。", "如果货币消失，社会会怎样变化？请深入分析。", "请从多个角度深入探讨教育公平的问题。",
      "请权衡利弊，深入思考全民基本收入的长期影响。",
      "Argumenta en profundidad si la libertad es compatible con el destino.",
      "Discute en profondeur les arguments pour et contre la peine de mort.",
      "Erörtere gründlich, ob Strafe gerecht sein kann.", "自由意志は存在するのか、深く考察してください。"
    ]
  }

  SIGNAL embedding specialist {
    description: "Design and derivation in science and engineering"
    threshold: 0.55
    candidates: [
      "Design a fault-tolerant database cluster across three regions and plan the recovery.",
      "Derive the Navier-Stokes equations and discuss when they simplify.",
      "Plan the rollout of a new core banking system with stages and rollback.",
      "Work out the control loop of a chemical reactor and analyze its stability.",
      "Architect a streaming pipeline for a billion events a day with strict ordering.",
      "设计一个高并发的秒杀系统，说明缓存、限流和容灾方案。", "推导电磁波在导体中的衰减公式。", "规划一个多数据中心的灾备架构。", "推导单摆的运动方程，并讨论小角度近似。",
      "设计一个倒立摆的控制器并分析稳定性。",
      "Diseña una plataforma distribuida con alta disponibilidad y auditoría.",
      "Conçois l'architecture d'un système de paiement tolérant aux pannes.",
      "Entwirf eine Regelung für einen Roboterarm und untersuche die Stabilität.",
      "分散データベースの障害対策を含めた構成を設計してください。"
    ]
  }

  SIGNAL embedding stepwise {
    description: "Puzzles and problems of several steps"
    threshold: 0.55
    candidates: [
      "A farmer has hens and rabbits with 20 heads and 56 feet. How many of each are there?",
      "Three people tell the truth or lie; find out who is who, step by step.",
      "Find all solutions of this equation and show that there are no others.",
      "Two trains leave towards each other at different speeds; when do they meet?",
      "Which strategy wins this game? Work it out step by step.", "请一步一步推理，找出谁在说谎。",
      "甲乙两人相向而行，多久以后相遇？请写出过程。", "有十二个球，其中一个重量不同，称三次如何找出来？", "请逐步求解这个方程组。", "逐步推导这个概率分布的期望。",
      "Resuelve este acertijo paso a paso.", "Résous ce problème étape par étape.",
      "Löse das Gleichungssystem Schritt für Schritt.",
      "Leite die Formel aus den Grundannahmen her.", "Derive the formula from first principles.",
      "この論理パズルを段階的に解いてください。"
    ]
  }

  SIGNAL embedding coding {
    threshold: 0.55
    candidates: [
      "Write a function that checks whether a string is a palindrome.",
      "Why do I get this error message when I run my script?", "How do I undo the last commit?",
      "Add a unit test for this class.", "Add input validation to this controller.",
      "Convert this loop to a list comprehension.", "写一个Python脚本批量重命名文件。", "这段代码报错了，怎么解决？",
      "用Java实现快速排序。", "用C++写一个链表类。", "用Rust写一个线程池。", "我的程序运行时崩溃了，怎么调试？", "如何优化这条SQL语句？",
      "¿Cómo ordeno un array en JavaScript?", "¿Cómo hago una página web con dos columnas en HTML?",
      "Comment écrire une boucle en Python ?", "Wie lese ich eine Datei in Java ein?",
      "Pythonでファイルを読み込む方法は？"
    ]
  }

  SIGNAL embedding explanation {
    threshold: 0.55
    candidates: [
      "Explain how a refrigerator works.",
      "What is the difference between weather and climate? Explain it to a beginner.",
      "Describe how vaccines train the immune system.",
      "Can you explain supply and demand with an example?",
      "Why do tides happen? Explain it simply.", "解释一下黑洞是怎么形成的。", "请解释通货膨胀的原理。", "为什么天空是蓝色的？请说明原理。",
      "请介绍一下水循环是怎么回事。", "用简单的话解释什么是区块链。", "Explícame cómo funciona una batería.",
      "Explique-moi comment vole un avion.", "Erkläre mir, wie ein Transistor funktioniert.",
      "虹ができる仕組みを説明してください。"
    ]
  }

  SIGNAL embedding invention {
    threshold: 0.55
    candidates: [
      "Write a poem about a lonely robot.", "Tell me a story about a fox who wanted to fly.",
      "Think of a funny name for a parrot.", "Suggest some names for a new café.",
      "Write a cheerful speech for my sister's graduation.", "写一首关于春天的诗。", "编一个关于小猫的故事。",
      "给新开的书店写一句广告语。", "写一段搞笑的生日祝福。", "帮我写一首现代诗，主题是大海。", "Escribe un poema sobre la luna.",
      "Escribe una historia sobre una tortuga valiente.", "Écris une chanson sur l'été.",
      "Schreib ein lustiges Gedicht für meinen Vater.", "春についての詩を書いてください。"
    ]
  }

  SIGNAL embedding quick_fact {
    description: "A fact in a sentence"
    threshold: 0.55
    candidates: [
      "What is the capital of Norway?", "Who discovered penicillin?",
      "When did the First World War begin?", "How long is the Danube?",
      "Who is the author of Don Quixote?", "What is the chemical symbol for gold?",
      "Who solved the riddle of the sphinx?", "意大利的首都是哪个城市？", "《西游记》是谁写的？", "黄河有多长？", "谁发现了万有引力？",
      "唐朝是哪一年建立的？", "¿Quién pintó el Guernica?", "Quelle est la plus haute montagne d'Europe ?",
      "In welchem Jahr fiel Konstantinopel?", "日本の人口は何人ですか？"
    ]
  }

  SIGNAL embedding chore {
    description: "Small jobs"
    threshold: 0.55
    candidates: [
      "Translate this sentence into Spanish.", "Recommend a film for tonight.",
      "How do I cook rice?", "Rewrite this message in a friendlier tone.",
      "Plan a day trip with children.", "What should I wear to a job interview?", "把这句话翻译成英文。",
      "推荐一家好吃的餐厅。", "推荐几本适合睡前看的书。", "推荐一首好听的歌。", "周末去哪里玩比较好？", "怎么煮米饭？", "帮我制定一个旅行计划。",
      "Recomiéndame un libro para las vacaciones.", "Donne-moi une recette simple.",
      "Übersetze diesen Satz ins Französische.", "旅行のおすすめを教えてください。"
    ]
  }

  SIGNAL embedding small_talk {
    threshold: 0.55
    candidates: [
      "Hello, nice to meet you.", "Thanks, you helped me a lot!", "I am a bit lonely today.",
      "I just watched a wonderful film, I loved it!", "My brother likes his new school.",
      "Good night, sleep well!", "My best friend comes to see me, I can't wait!",
      "You were right, well done!", "你好，最近怎么样？", "晚安！", "你真可爱。", "谢谢你，帮了大忙。", "我今天有点累，想聊聊天。",
      "¡Buenos días! ¿Qué tal?", "Salut, merci pour tout !", "Danke, bis bald!", "こんにちは、元気？"
    ]
  }

  SIGNAL user_feedback wrong_answer {}

  SIGNAL structure asks_for_a_fact {
    description: "Who, when, where, how many, and hardly anything besides"
    feature: {
      type: "exists"
      source: {
        type: "regex"
        pattern: "^\\s*(what (is|are|was) .{0,60} called|who|whose|when|where|in (which|what) year|how (many|tall|old|long|far|high|deep|big)|¿?(quién|cuándo|dónde|cuántos?|en qué año)|(qui|quand|où|combien|quel(le)? est (le|la) (plus|capitale))\\b|(wer|wann|wo|wie (viele|hoch|lang|alt)|in welchem jahr)\\b).{0,70}$|^(谁|.{0,16}(是谁|哪里|哪一年|哪年|哪个|多少|多高|多长|多大)).{0,8}$"
      }
    }
  }

  SIGNAL conversation has_answer {
    description: "There is an answer that feedback can be about"
    feature: { type: "exists", source: { type: "message", role: "assistant" } }
  }

  PROJECTION partition kind {
    semantics: "exclusive"
    members: [
      "proof", "deliberation", "specialist", "stepwise", "coding", "explanation", "invention",
      "quick_fact", "chore", "small_talk"
    ]
    default: "small_talk"
  }

  ROUTE recover_answer (description = "The answer was wrong, the best model tries again") {
    PRIORITY 300
    WHEN conversation("has_answer") AND (user_feedback("wrong_answer") OR keyword("says_wrong"))
    MODEL frontier (reasoning = true, effort = "medium")
  }

  ROUTE code (description = "Programs") {
    PRIORITY 210
    WHEN embedding("coding") OR (keyword("technologies") AND NOT structure("asks_for_a_fact"))
    MODEL coder
  }

  ROUTE hard_work (description = "Proofs, analysis, design") {
    PRIORITY 200
    WHEN (
      keyword("asks_for_proof")
      OR keyword("asks_for_depth")
      OR embedding("proof")
      OR embedding("deliberation")
      OR embedding("specialist")
      OR embedding("stepwise")
    )
        AND NOT structure("asks_for_a_fact")
    MODEL frontier (reasoning = true, effort = "high")
  }

  ROUTE everyday {
    PRIORITY 1
    MODEL balanced
  }
}

# =============================================================================
# RECIPE fast
# =============================================================================

RECIPE fast (description = "The first word as soon as possible", default_model = "economy") {
  ROUTING { strategy: priority }

  WITH { signals_input: { follow_up: { mode: "window" } } }

  SIGNAL keyword asks_for_proof {
    description: "The imperative of a proof, not the noun"
    operator: "OR"
    method: "regex"
    keywords: [
      "\\b(prove|show) (that|by induction|rigorously)\\b", "\\b(rigorous|formal) proof\\b",
      "\\bgive (a|me a) proof\\b", "(请|严格|试|求)证明", "^证明[^信书文材]",
      "\\b(demuestra|demostrar|prueba) que\\b", "\\b(démontre|démontrer|prouve|prouver) que\\b",
      "\\bbeweise,? dass\\b", "を(厳密に)?証明"
    ]
  }

  SIGNAL keyword asks_for_depth {
    description: "More than an answer is wanted"
    operator: "OR"
    keywords: [
      "step by step", "in depth", "in detail", "both sides", "weigh the", "trade-offs", "derive",
      "深入", "逐步", "论证", "权衡", "推导", "推理", "en profundidad", "paso a paso", "en profondeur",
      "en détail", "étape par étape", "gründlich", "schritt für schritt", "leite", "深く", "段階的"
    ]
  }

  SIGNAL embedding proof {
    threshold: 0.55
    candidates: [
      "Prove the intermediate value theorem.", "Show that the square root of 5 is irrational.",
      "Give a formal proof that every tree with n vertices has n minus 1 edges.",
      "Prove by induction that 2^n is greater than n.", "证明费马小定理。", "请用数学归纳法证明这个等式成立。",
      "证明连续函数在闭区间上有界。", "求证：三角形两边之和大于第三边。", "严格证明均值不等式。",
      "Demuestra que hay infinitos números primos.", "Démontrez le théorème de Pythagore.",
      "Beweise die Dreiecksungleichung.", "この不等式を厳密に証明してください。"
    ]
  }

  SIGNAL embedding deliberation {
    description: "Open questions that want a chain of thought"
    threshold: 0.55
    candidates: [
      "Is it ever right to break a promise? Argue both sides and say where they disagree.",
      "Think step by step what would happen to the economy if everybody lived to 200.",
      "Weigh the ethical arguments about genetic enhancement in depth.",
      "Reason carefully about the causes of the decline of an empire.",
      "What would follow for cities and jobs if energy became free? Think it through step by step.",
      "Discuss in depth whether machines should be allowed to judge people.",
      "请深入论证自由与安全之间的矛盾，并逐步推理。", "从不同的伦理立场分析安乐死的问题。", "如果货币消失，社会会怎样变化？请深入分析。", "请从多个角度深入探讨教育公平的问题。",
      "请权衡利弊，深入思考全民基本收入的长期影响。",
      "Argumenta en profundidad si la libertad es compatible con el destino.",
      "Discute en profondeur les arguments pour et contre la peine de mort.",
      "Erörtere gründlich, ob Strafe gerecht sein kann.", "自由意志は存在するのか、深く考察してください。"
    ]
  }

  SIGNAL embedding specialist {
    description: "Design and derivation in science and engineering"
    threshold: 0.55
    candidates: [
      "Design a fault-tolerant database cluster across three regions and plan the recovery.",
      "Derive the Navier-Stokes equations and discuss when they simplify.",
      "Plan the rollout of a new core banking system with stages and rollback.",
      "Work out the control loop of a chemical reactor and analyze its stability.",
      "Architect a streaming pipeline for a billion events a day with strict ordering.",
      "设计一个高并发的秒杀系统，说明缓存、限流和容灾方案。", "推导电磁波在导体中的衰减公式。", "规划一个多数据中心的灾备架构。", "推导单摆的运动方程，并讨论小角度近似。",
      "设计一个倒立摆的控制器并分析稳定性。",
      "Diseña una plataforma distribuida con alta disponibilidad y auditoría.",
      "Conçois l'architecture d'un système de paiement tolérant aux pannes.",
      "Entwirf eine Regelung für einen Roboterarm und untersuche die Stabilität.",
      "分散データベースの障害対策を含めた構成を設計してください。"
    ]
  }

  SIGNAL embedding stepwise {
    description: "Puzzles and problems of several steps"
    threshold: 0.55
    candidates: [
      "A farmer has hens and rabbits with 20 heads and 56 feet. How many of each are there?",
      "Three people tell the truth or lie; find out who is who, step by step.",
      "Find all solutions of this equation and show that there are no others.",
      "Two trains leave towards each other at different speeds; when do they meet?",
      "Which strategy wins this game? Work it out step by step.", "请一步一步推理，找出谁在说谎。",
      "甲乙两人相向而行，多久以后相遇？请写出过程。", "有十二个球，其中一个重量不同，称三次如何找出来？", "请逐步求解这个方程组。", "逐步推导这个概率分布的期望。",
      "Resuelve este acertijo paso a paso.", "Résous ce problème étape par étape.",
      "Löse das Gleichungssystem Schritt für Schritt.",
      "Leite die Formel aus den Grundannahmen her.", "Derive the formula from first principles.",
      "この論理パズルを段階的に解いてください。"
    ]
  }

  SIGNAL embedding coding {
    threshold: 0.55
    candidates: [
      "Write a function that checks whether a string is a palindrome.",
      "Why do I get this error message when I run my script?", "How do I undo the last commit?",
      "Add a unit test for this class.", "Add input validation to this controller.",
      "Convert this loop to a list comprehension.", "写一个Python脚本批量重命名文件。", "这段代码报错了，怎么解决？",
      "用Java实现快速排序。", "用C++写一个链表类。", "用Rust写一个线程池。", "我的程序运行时崩溃了，怎么调试？", "如何优化这条SQL语句？",
      "¿Cómo ordeno un array en JavaScript?", "¿Cómo hago una página web con dos columnas en HTML?",
      "Comment écrire une boucle en Python ?", "Wie lese ich eine Datei in Java ein?",
      "Pythonでファイルを読み込む方法は？"
    ]
  }

  SIGNAL embedding explanation {
    threshold: 0.55
    candidates: [
      "Explain how a refrigerator works.",
      "What is the difference between weather and climate? Explain it to a beginner.",
      "Describe how vaccines train the immune system.",
      "Can you explain supply and demand with an example?",
      "Why do tides happen? Explain it simply.", "解释一下黑洞是怎么形成的。", "请解释通货膨胀的原理。", "为什么天空是蓝色的？请说明原理。",
      "请介绍一下水循环是怎么回事。", "用简单的话解释什么是区块链。", "Explícame cómo funciona una batería.",
      "Explique-moi comment vole un avion.", "Erkläre mir, wie ein Transistor funktioniert.",
      "虹ができる仕組みを説明してください。"
    ]
  }

  SIGNAL embedding invention {
    threshold: 0.55
    candidates: [
      "Write a poem about a lonely robot.", "Tell me a story about a fox who wanted to fly.",
      "Think of a funny name for a parrot.", "Suggest some names for a new café.",
      "Write a cheerful speech for my sister's graduation.", "写一首关于春天的诗。", "编一个关于小猫的故事。",
      "给新开的书店写一句广告语。", "写一段搞笑的生日祝福。", "帮我写一首现代诗，主题是大海。", "Escribe un poema sobre la luna.",
      "Escribe una historia sobre una tortuga valiente.", "Écris une chanson sur l'été.",
      "Schreib ein lustiges Gedicht für meinen Vater.", "春についての詩を書いてください。"
    ]
  }

  SIGNAL embedding quick_fact {
    description: "A fact in a sentence"
    threshold: 0.55
    candidates: [
      "What is the capital of Norway?", "Who discovered penicillin?",
      "When did the First World War begin?", "How long is the Danube?",
      "Who is the author of Don Quixote?", "What is the chemical symbol for gold?",
      "Who solved the riddle of the sphinx?", "意大利的首都是哪个城市？", "《西游记》是谁写的？", "黄河有多长？", "谁发现了万有引力？",
      "唐朝是哪一年建立的？", "¿Quién pintó el Guernica?", "Quelle est la plus haute montagne d'Europe ?",
      "In welchem Jahr fiel Konstantinopel?", "日本の人口は何人ですか？"
    ]
  }

  SIGNAL embedding chore {
    description: "Small jobs"
    threshold: 0.55
    candidates: [
      "Translate this sentence into Spanish.", "Recommend a film for tonight.",
      "How do I cook rice?", "Rewrite this message in a friendlier tone.",
      "Plan a day trip with children.", "What should I wear to a job interview?", "把这句话翻译成英文。",
      "推荐一家好吃的餐厅。", "推荐几本适合睡前看的书。", "推荐一首好听的歌。", "周末去哪里玩比较好？", "怎么煮米饭？", "帮我制定一个旅行计划。",
      "Recomiéndame un libro para las vacaciones.", "Donne-moi une recette simple.",
      "Übersetze diesen Satz ins Französische.", "旅行のおすすめを教えてください。"
    ]
  }

  SIGNAL embedding small_talk {
    threshold: 0.55
    candidates: [
      "Hello, nice to meet you.", "Thanks, you helped me a lot!", "I am a bit lonely today.",
      "I just watched a wonderful film, I loved it!", "My brother likes his new school.",
      "Good night, sleep well!", "My best friend comes to see me, I can't wait!",
      "You were right, well done!", "你好，最近怎么样？", "晚安！", "你真可爱。", "谢谢你，帮了大忙。", "我今天有点累，想聊聊天。",
      "¡Buenos días! ¿Qué tal?", "Salut, merci pour tout !", "Danke, bis bald!", "こんにちは、元気？"
    ]
  }

  SIGNAL context long { min_tokens: "4K" }

  SIGNAL structure asks_for_a_fact {
    description: "Who, when, where, how many, and hardly anything besides"
    feature: {
      type: "exists"
      source: {
        type: "regex"
        pattern: "^\\s*(what (is|are|was) .{0,60} called|who|whose|when|where|in (which|what) year|how (many|tall|old|long|far|high|deep|big)|¿?(quién|cuándo|dónde|cuántos?|en qué año)|(qui|quand|où|combien|quel(le)? est (le|la) (plus|capitale))\\b|(wer|wann|wo|wie (viele|hoch|lang|alt)|in welchem jahr)\\b).{0,70}$|^(谁|.{0,16}(是谁|哪里|哪一年|哪年|哪个|多少|多高|多长|多大)).{0,8}$"
      }
    }
  }

  PROJECTION partition kind {
    semantics: "exclusive"
    members: [
      "proof", "deliberation", "specialist", "stepwise", "coding", "explanation", "invention",
      "quick_fact", "chore", "small_talk"
    ]
    default: "small_talk"
  }

  ROUTE heavy (description = "What the smallest model would get wrong") {
    PRIORITY 200
    WHEN context("long")
        OR (
          (
            keyword("asks_for_proof")
            OR keyword("asks_for_depth")
            OR embedding("proof")
            OR embedding("deliberation")
            OR embedding("specialist")
            OR embedding("stepwise")
          )
          AND NOT structure("asks_for_a_fact")
        )
    MODEL flash
  }

  ROUTE quick (description = "Everything else, at once") {
    PRIORITY 1
    MODEL economy (reasoning = false)
  }
}

# =============================================================================
# RECIPE cheap
# =============================================================================

RECIPE cheap (description = "Nothing leaves the small model", default_model = "economy") {
  ROUTING { strategy: priority }

  WITH { signals_input: { follow_up: { mode: "window" } } }

  SIGNAL keyword asks_for_proof {
    description: "The imperative of a proof, not the noun"
    operator: "OR"
    method: "regex"
    keywords: [
      "\\b(prove|show) (that|by induction|rigorously)\\b", "\\b(rigorous|formal) proof\\b",
      "\\bgive (a|me a) proof\\b", "(请|严格|试|求)证明", "^证明[^信书文材]",
      "\\b(demuestra|demostrar|prueba) que\\b", "\\b(démontre|démontrer|prouve|prouver) que\\b",
      "\\bbeweise,? dass\\b", "を(厳密に)?証明"
    ]
  }

  SIGNAL keyword asks_for_depth {
    description: "More than an answer is wanted"
    operator: "OR"
    keywords: [
      "step by step", "in depth", "in detail", "both sides", "weigh the", "trade-offs", "derive",
      "深入", "逐步", "论证", "权衡", "推导", "推理", "en profundidad", "paso a paso", "en profondeur",
      "en détail", "étape par étape", "gründlich", "schritt für schritt", "leite", "深く", "段階的"
    ]
  }

  SIGNAL embedding proof {
    threshold: 0.55
    candidates: [
      "Prove the intermediate value theorem.", "Show that the square root of 5 is irrational.",
      "Give a formal proof that every tree with n vertices has n minus 1 edges.",
      "Prove by induction that 2^n is greater than n.", "证明费马小定理。", "请用数学归纳法证明这个等式成立。",
      "证明连续函数在闭区间上有界。", "求证：三角形两边之和大于第三边。", "严格证明均值不等式。",
      "Demuestra que hay infinitos números primos.", "Démontrez le théorème de Pythagore.",
      "Beweise die Dreiecksungleichung.", "この不等式を厳密に証明してください。"
    ]
  }

  SIGNAL embedding deliberation {
    description: "Open questions that want a chain of thought"
    threshold: 0.55
    candidates: [
      "Is it ever right to break a promise? Argue both sides and say where they disagree.",
      "Think step by step what would happen to the economy if everybody lived to 200.",
      "Weigh the ethical arguments about genetic enhancement in depth.",
      "Reason carefully about the causes of the decline of an empire.",
      "What would follow for cities and jobs if energy became free? Think it through step by step.",
      "Discuss in depth whether machines should be allowed to judge people.",
      "请深入论证自由与安全之间的矛盾，并逐步推理。", "从不同的伦理立场分析安乐死的问题。", "如果货币消失，社会会怎样变化？请深入分析。", "请从多个角度深入探讨教育公平的问题。",
      "请权衡利弊，深入思考全民基本收入的长期影响。",
      "Argumenta en profundidad si la libertad es compatible con el destino.",
      "Discute en profondeur les arguments pour et contre la peine de mort.",
      "Erörtere gründlich, ob Strafe gerecht sein kann.", "自由意志は存在するのか、深く考察してください。"
    ]
  }

  SIGNAL embedding specialist {
    description: "Design and derivation in science and engineering"
    threshold: 0.55
    candidates: [
      "Design a fault-tolerant database cluster across three regions and plan the recovery.",
      "Derive the Navier-Stokes equations and discuss when they simplify.",
      "Plan the rollout of a new core banking system with stages and rollback.",
      "Work out the control loop of a chemical reactor and analyze its stability.",
      "Architect a streaming pipeline for a billion events a day with strict ordering.",
      "设计一个高并发的秒杀系统，说明缓存、限流和容灾方案。", "推导电磁波在导体中的衰减公式。", "规划一个多数据中心的灾备架构。", "推导单摆的运动方程，并讨论小角度近似。",
      "设计一个倒立摆的控制器并分析稳定性。",
      "Diseña una plataforma distribuida con alta disponibilidad y auditoría.",
      "Conçois l'architecture d'un système de paiement tolérant aux pannes.",
      "Entwirf eine Regelung für einen Roboterarm und untersuche die Stabilität.",
      "分散データベースの障害対策を含めた構成を設計してください。"
    ]
  }

  SIGNAL embedding stepwise {
    description: "Puzzles and problems of several steps"
    threshold: 0.55
    candidates: [
      "A farmer has hens and rabbits with 20 heads and 56 feet. How many of each are there?",
      "Three people tell the truth or lie; find out who is who, step by step.",
      "Find all solutions of this equation and show that there are no others.",
      "Two trains leave towards each other at different speeds; when do they meet?",
      "Which strategy wins this game? Work it out step by step.", "请一步一步推理，找出谁在说谎。",
      "甲乙两人相向而行，多久以后相遇？请写出过程。", "有十二个球，其中一个重量不同，称三次如何找出来？", "请逐步求解这个方程组。", "逐步推导这个概率分布的期望。",
      "Resuelve este acertijo paso a paso.", "Résous ce problème étape par étape.",
      "Löse das Gleichungssystem Schritt für Schritt.",
      "Leite die Formel aus den Grundannahmen her.", "Derive the formula from first principles.",
      "この論理パズルを段階的に解いてください。"
    ]
  }

  SIGNAL embedding coding {
    threshold: 0.55
    candidates: [
      "Write a function that checks whether a string is a palindrome.",
      "Why do I get this error message when I run my script?", "How do I undo the last commit?",
      "Add a unit test for this class.", "Add input validation to this controller.",
      "Convert this loop to a list comprehension.", "写一个Python脚本批量重命名文件。", "这段代码报错了，怎么解决？",
      "用Java实现快速排序。", "用C++写一个链表类。", "用Rust写一个线程池。", "我的程序运行时崩溃了，怎么调试？", "如何优化这条SQL语句？",
      "¿Cómo ordeno un array en JavaScript?", "¿Cómo hago una página web con dos columnas en HTML?",
      "Comment écrire une boucle en Python ?", "Wie lese ich eine Datei in Java ein?",
      "Pythonでファイルを読み込む方法は？"
    ]
  }

  SIGNAL embedding explanation {
    threshold: 0.55
    candidates: [
      "Explain how a refrigerator works.",
      "What is the difference between weather and climate? Explain it to a beginner.",
      "Describe how vaccines train the immune system.",
      "Can you explain supply and demand with an example?",
      "Why do tides happen? Explain it simply.", "解释一下黑洞是怎么形成的。", "请解释通货膨胀的原理。", "为什么天空是蓝色的？请说明原理。",
      "请介绍一下水循环是怎么回事。", "用简单的话解释什么是区块链。", "Explícame cómo funciona una batería.",
      "Explique-moi comment vole un avion.", "Erkläre mir, wie ein Transistor funktioniert.",
      "虹ができる仕組みを説明してください。"
    ]
  }

  SIGNAL embedding invention {
    threshold: 0.55
    candidates: [
      "Write a poem about a lonely robot.", "Tell me a story about a fox who wanted to fly.",
      "Think of a funny name for a parrot.", "Suggest some names for a new café.",
      "Write a cheerful speech for my sister's graduation.", "写一首关于春天的诗。", "编一个关于小猫的故事。",
      "给新开的书店写一句广告语。", "写一段搞笑的生日祝福。", "帮我写一首现代诗，主题是大海。", "Escribe un poema sobre la luna.",
      "Escribe una historia sobre una tortuga valiente.", "Écris une chanson sur l'été.",
      "Schreib ein lustiges Gedicht für meinen Vater.", "春についての詩を書いてください。"
    ]
  }

  SIGNAL embedding quick_fact {
    description: "A fact in a sentence"
    threshold: 0.55
    candidates: [
      "What is the capital of Norway?", "Who discovered penicillin?",
      "When did the First World War begin?", "How long is the Danube?",
      "Who is the author of Don Quixote?", "What is the chemical symbol for gold?",
      "Who solved the riddle of the sphinx?", "意大利的首都是哪个城市？", "《西游记》是谁写的？", "黄河有多长？", "谁发现了万有引力？",
      "唐朝是哪一年建立的？", "¿Quién pintó el Guernica?", "Quelle est la plus haute montagne d'Europe ?",
      "In welchem Jahr fiel Konstantinopel?", "日本の人口は何人ですか？"
    ]
  }

  SIGNAL embedding chore {
    description: "Small jobs"
    threshold: 0.55
    candidates: [
      "Translate this sentence into Spanish.", "Recommend a film for tonight.",
      "How do I cook rice?", "Rewrite this message in a friendlier tone.",
      "Plan a day trip with children.", "What should I wear to a job interview?", "把这句话翻译成英文。",
      "推荐一家好吃的餐厅。", "推荐几本适合睡前看的书。", "推荐一首好听的歌。", "周末去哪里玩比较好？", "怎么煮米饭？", "帮我制定一个旅行计划。",
      "Recomiéndame un libro para las vacaciones.", "Donne-moi une recette simple.",
      "Übersetze diesen Satz ins Französische.", "旅行のおすすめを教えてください。"
    ]
  }

  SIGNAL embedding small_talk {
    threshold: 0.55
    candidates: [
      "Hello, nice to meet you.", "Thanks, you helped me a lot!", "I am a bit lonely today.",
      "I just watched a wonderful film, I loved it!", "My brother likes his new school.",
      "Good night, sleep well!", "My best friend comes to see me, I can't wait!",
      "You were right, well done!", "你好，最近怎么样？", "晚安！", "你真可爱。", "谢谢你，帮了大忙。", "我今天有点累，想聊聊天。",
      "¡Buenos días! ¿Qué tal?", "Salut, merci pour tout !", "Danke, bis bald!", "こんにちは、元気？"
    ]
  }

  SIGNAL structure asks_for_a_fact {
    description: "Who, when, where, how many, and hardly anything besides"
    feature: {
      type: "exists"
      source: {
        type: "regex"
        pattern: "^\\s*(what (is|are|was) .{0,60} called|who|whose|when|where|in (which|what) year|how (many|tall|old|long|far|high|deep|big)|¿?(quién|cuándo|dónde|cuántos?|en qué año)|(qui|quand|où|combien|quel(le)? est (le|la) (plus|capitale))\\b|(wer|wann|wo|wie (viele|hoch|lang|alt)|in welchem jahr)\\b).{0,70}$|^(谁|.{0,16}(是谁|哪里|哪一年|哪年|哪个|多少|多高|多长|多大)).{0,8}$"
      }
    }
  }

  PROJECTION partition kind {
    semantics: "exclusive"
    members: [
      "proof", "deliberation", "specialist", "stepwise", "coding", "explanation", "invention",
      "quick_fact", "chore", "small_talk"
    ]
    default: "small_talk"
  }

  ROUTE think_locally (description = "The small model thinks for longer") {
    PRIORITY 200
    WHEN (
      keyword("asks_for_proof")
      OR keyword("asks_for_depth")
      OR embedding("proof")
      OR embedding("deliberation")
      OR embedding("specialist")
      OR embedding("stepwise")
    )
        AND NOT structure("asks_for_a_fact")
    MODEL economy (reasoning = true, effort = "medium")
  }

  ROUTE cheapest (description = "The small model answers at once") {
    PRIORITY 1
    MODEL economy (reasoning = false)
  }
}

# =============================================================================
# RECIPE accurate
# =============================================================================

RECIPE accurate (description = "The right answer, whatever it costs", default_model = "frontier") {
  ROUTING { strategy: priority }

  WITH { signals_input: { follow_up: { mode: "window" } } }

  SIGNAL domain health { mmlu_categories: ["health"] }

  SIGNAL domain law { mmlu_categories: ["law"] }

  SIGNAL keyword asks_for_proof {
    description: "The imperative of a proof, not the noun"
    operator: "OR"
    method: "regex"
    keywords: [
      "\\b(prove|show) (that|by induction|rigorously)\\b", "\\b(rigorous|formal) proof\\b",
      "\\bgive (a|me a) proof\\b", "(请|严格|试|求)证明", "^证明[^信书文材]",
      "\\b(demuestra|demostrar|prueba) que\\b", "\\b(démontre|démontrer|prouve|prouver) que\\b",
      "\\bbeweise,? dass\\b", "を(厳密に)?証明"
    ]
  }

  SIGNAL keyword asks_for_depth {
    description: "More than an answer is wanted"
    operator: "OR"
    keywords: [
      "step by step", "in depth", "in detail", "both sides", "weigh the", "trade-offs", "derive",
      "深入", "逐步", "论证", "权衡", "推导", "推理", "en profundidad", "paso a paso", "en profondeur",
      "en détail", "étape par étape", "gründlich", "schritt für schritt", "leite", "深く", "段階的"
    ]
  }

  SIGNAL keyword asks_for_sources {
    description: "The user wants a fact confirmed, and says so"
    operator: "OR"
    keywords: [
      "fact-check", "fact check", "verify", "cite", "citation", "sources", "references",
      "reliable source", "核实", "查证", "来源", "出处", "fuentes", "sources fiables", "vérifie", "quellen",
      "belege", "出典"
    ]
  }

  SIGNAL keyword medical_words {
    description: "Drugs, symptoms, conditions"
    operator: "OR"
    keywords: [
      "dose", "symptoms", "pregnant", "pregnancy", "vaccination", "antibiotics", "ibuprofen",
      "paracetamol", "aspirin", "fever", "blood pressure", "diabetes", "症状", "孕妇", "怀孕", "发烧",
      "糖尿病", "高血压", "疫苗", "副作用", "布洛芬", "吃药", "药物", "感冒", "过敏", "medication", "medicine",
      "side effects", "antidepressants", "dolor", "fiebre", "herida", "douleur", "fièvre",
      "schmerzen", "nebenwirkungen", "dosis", "síntomas", "embarazo", "symptômes", "grossesse",
      "vaccin", "impfung", "schwangerschaft", "fieber", "妊娠"
    ]
  }

  SIGNAL keyword legal_words {
    description: "Words that hardly stand outside of legal matters"
    operator: "OR"
    keywords: [
      "indemnity", "indemnification", "limitation of liability", "non-compete",
      "breach of contract", "gdpr", "data processing agreement", "违约", "条款", "起诉", "cláusula",
      "cláusulas", "haftungsbeschränkung", "droit des sociétés", "dismissal", "despido",
      "despedirme", "licenciement", "licencier", "kündigung", "合同", "保密协议", "竞业", "诉讼", "法律责任",
      "licence agreement", "sublicense", "enforceable", "liability"
    ]
  }

  SIGNAL keyword technologies {
    description: "Names of languages and tools; add those of your company"
    operator: "OR"
    keywords: [
      "python", "javascript", "typescript", "java", "rust", "golang", "c++", "sql", "css", "html",
      "git", "docker", "kubernetes", "bash", "react", "用go", "代码", "脚本", "编程", "报错", "正则表达式", "数组",
      "爬虫", "regex", "flask"
    ]
  }

  SIGNAL embedding proof {
    threshold: 0.55
    candidates: [
      "Prove the intermediate value theorem.", "Show that the square root of 5 is irrational.",
      "Give a formal proof that every tree with n vertices has n minus 1 edges.",
      "Prove by induction that 2^n is greater than n.", "证明费马小定理。", "请用数学归纳法证明这个等式成立。",
      "证明连续函数在闭区间上有界。", "求证：三角形两边之和大于第三边。", "严格证明均值不等式。",
      "Demuestra que hay infinitos números primos.", "Démontrez le théorème de Pythagore.",
      "Beweise die Dreiecksungleichung.", "この不等式を厳密に証明してください。"
    ]
  }

  SIGNAL embedding deliberation {
    description: "Open questions that want a chain of thought"
    threshold: 0.55
    candidates: [
      "Is it ever right to break a promise? Argue both sides and say where they disagree.",
      "Think step by step what would happen to the economy if everybody lived to 200.",
      "Weigh the ethical arguments about genetic enhancement in depth.",
      "Reason carefully about the causes of the decline of an empire.",
      "What would follow for cities and jobs if energy became free? Think it through step by step.",
      "Discuss in depth whether machines should be allowed to judge people.",
      "请深入论证自由与安全之间的矛盾，并逐步推理。", "从不同的伦理立场分析安乐死的问题。", "如果货币消失，社会会怎样变化？请深入分析。", "请从多个角度深入探讨教育公平的问题。",
      "请权衡利弊，深入思考全民基本收入的长期影响。",
      "Argumenta en profundidad si la libertad es compatible con el destino.",
      "Discute en profondeur les arguments pour et contre la peine de mort.",
      "Erörtere gründlich, ob Strafe gerecht sein kann.", "自由意志は存在するのか、深く考察してください。"
    ]
  }

  SIGNAL embedding specialist {
    description: "Design and derivation in science and engineering"
    threshold: 0.55
    candidates: [
      "Design a fault-tolerant database cluster across three regions and plan the recovery.",
      "Derive the Navier-Stokes equations and discuss when they simplify.",
      "Plan the rollout of a new core banking system with stages and rollback.",
      "Work out the control loop of a chemical reactor and analyze its stability.",
      "Architect a streaming pipeline for a billion events a day with strict ordering.",
      "设计一个高并发的秒杀系统，说明缓存、限流和容灾方案。", "推导电磁波在导体中的衰减公式。", "规划一个多数据中心的灾备架构。", "推导单摆的运动方程，并讨论小角度近似。",
      "设计一个倒立摆的控制器并分析稳定性。",
      "Diseña una plataforma distribuida con alta disponibilidad y auditoría.",
      "Conçois l'architecture d'un système de paiement tolérant aux pannes.",
      "Entwirf eine Regelung für einen Roboterarm und untersuche die Stabilität.",
      "分散データベースの障害対策を含めた構成を設計してください。"
    ]
  }

  SIGNAL embedding stepwise {
    description: "Puzzles and problems of several steps"
    threshold: 0.55
    candidates: [
      "A farmer has hens and rabbits with 20 heads and 56 feet. How many of each are there?",
      "Three people tell the truth or lie; find out who is who, step by step.",
      "Find all solutions of this equation and show that there are no others.",
      "Two trains leave towards each other at different speeds; when do they meet?",
      "Which strategy wins this game? Work it out step by step.", "请一步一步推理，找出谁在说谎。",
      "甲乙两人相向而行，多久以后相遇？请写出过程。", "有十二个球，其中一个重量不同，称三次如何找出来？", "请逐步求解这个方程组。", "逐步推导这个概率分布的期望。",
      "Resuelve este acertijo paso a paso.", "Résous ce problème étape par étape.",
      "Löse das Gleichungssystem Schritt für Schritt.",
      "Leite die Formel aus den Grundannahmen her.", "Derive the formula from first principles.",
      "この論理パズルを段階的に解いてください。"
    ]
  }

  SIGNAL embedding coding {
    threshold: 0.55
    candidates: [
      "Write a function that checks whether a string is a palindrome.",
      "Why do I get this error message when I run my script?", "How do I undo the last commit?",
      "Add a unit test for this class.", "Add input validation to this controller.",
      "Convert this loop to a list comprehension.", "写一个Python脚本批量重命名文件。", "这段代码报错了，怎么解决？",
      "用Java实现快速排序。", "用C++写一个链表类。", "用Rust写一个线程池。", "我的程序运行时崩溃了，怎么调试？", "如何优化这条SQL语句？",
      "¿Cómo ordeno un array en JavaScript?", "¿Cómo hago una página web con dos columnas en HTML?",
      "Comment écrire une boucle en Python ?", "Wie lese ich eine Datei in Java ein?",
      "Pythonでファイルを読み込む方法は？"
    ]
  }

  SIGNAL embedding health {
    threshold: 0.55
    candidates: [
      "Can I take these two medicines together?",
      "My chest hurts when I breathe, what should I do?", "What are the symptoms of diabetes?",
      "How much vitamin D may an adult take?", "Is this vaccine safe during pregnancy?",
      "高血压患者饮食要注意什么？", "孩子发烧三十九度怎么办？", "这种药有什么副作用？", "感冒可以吃消炎药吗？", "老人胸口疼是什么原因？",
      "¿Es peligroso tomar alcohol con antibióticos?",
      "Quels sont les signes d'une crise cardiaque ?", "Wie behandelt man eine Verbrennung?",
      "Darf man mit Fieber Sport machen?", "この薬は妊娠中に飲んでも大丈夫ですか？"
    ]
  }

  SIGNAL embedding legal {
    threshold: 0.55
    candidates: [
      "Review the termination clause in this service contract.",
      "Can we be held liable for damage caused by a subcontractor?",
      "Draft a confidentiality agreement between two companies.",
      "Which obligations does data protection law put on a website operator?",
      "My employer breached the contract, what are my legal remedies?", "请审查这份合同的保密条款，指出法律风险。",
      "公司违反劳动法要承担什么法律责任？", "如何起草一份合作协议？", "房东违约不退押金，我可以起诉吗？", "公司章程和股东协议冲突时以哪个为准？",
      "Revisa este contrato de compraventa y señala los riesgos legales.",
      "Quelles sont les obligations légales du vendeur ?",
      "Ist diese Klausel im Mietvertrag rechtlich wirksam?", "この契約書の解除条項を確認してください。"
    ]
  }

  SIGNAL embedding explanation {
    threshold: 0.55
    candidates: [
      "Explain how a refrigerator works.",
      "What is the difference between weather and climate? Explain it to a beginner.",
      "Describe how vaccines train the immune system.",
      "Can you explain supply and demand with an example?",
      "Why do tides happen? Explain it simply.", "解释一下黑洞是怎么形成的。", "请解释通货膨胀的原理。", "为什么天空是蓝色的？请说明原理。",
      "请介绍一下水循环是怎么回事。", "用简单的话解释什么是区块链。", "Explícame cómo funciona una batería.",
      "Explique-moi comment vole un avion.", "Erkläre mir, wie ein Transistor funktioniert.",
      "虹ができる仕組みを説明してください。"
    ]
  }

  SIGNAL embedding invention {
    threshold: 0.55
    candidates: [
      "Write a poem about a lonely robot.", "Tell me a story about a fox who wanted to fly.",
      "Think of a funny name for a parrot.", "Suggest some names for a new café.",
      "Write a cheerful speech for my sister's graduation.", "写一首关于春天的诗。", "编一个关于小猫的故事。",
      "给新开的书店写一句广告语。", "写一段搞笑的生日祝福。", "帮我写一首现代诗，主题是大海。", "Escribe un poema sobre la luna.",
      "Escribe una historia sobre una tortuga valiente.", "Écris une chanson sur l'été.",
      "Schreib ein lustiges Gedicht für meinen Vater.", "春についての詩を書いてください。"
    ]
  }

  SIGNAL embedding quick_fact {
    description: "A fact in a sentence"
    threshold: 0.55
    candidates: [
      "What is the capital of Norway?", "Who discovered penicillin?",
      "When did the First World War begin?", "How long is the Danube?",
      "Who is the author of Don Quixote?", "What is the chemical symbol for gold?",
      "Who solved the riddle of the sphinx?", "意大利的首都是哪个城市？", "《西游记》是谁写的？", "黄河有多长？", "谁发现了万有引力？",
      "唐朝是哪一年建立的？", "¿Quién pintó el Guernica?", "Quelle est la plus haute montagne d'Europe ?",
      "In welchem Jahr fiel Konstantinopel?", "日本の人口は何人ですか？"
    ]
  }

  SIGNAL embedding chore {
    description: "Small jobs"
    threshold: 0.55
    candidates: [
      "Translate this sentence into Spanish.", "Recommend a film for tonight.",
      "How do I cook rice?", "Rewrite this message in a friendlier tone.",
      "Plan a day trip with children.", "What should I wear to a job interview?", "把这句话翻译成英文。",
      "推荐一家好吃的餐厅。", "推荐几本适合睡前看的书。", "推荐一首好听的歌。", "周末去哪里玩比较好？", "怎么煮米饭？", "帮我制定一个旅行计划。",
      "Recomiéndame un libro para las vacaciones.", "Donne-moi une recette simple.",
      "Übersetze diesen Satz ins Französische.", "旅行のおすすめを教えてください。"
    ]
  }

  SIGNAL embedding small_talk {
    threshold: 0.55
    candidates: [
      "Hello, nice to meet you.", "Thanks, you helped me a lot!", "I am a bit lonely today.",
      "I just watched a wonderful film, I loved it!", "My brother likes his new school.",
      "Good night, sleep well!", "My best friend comes to see me, I can't wait!",
      "You were right, well done!", "你好，最近怎么样？", "晚安！", "你真可爱。", "谢谢你，帮了大忙。", "我今天有点累，想聊聊天。",
      "¡Buenos días! ¿Qué tal?", "Salut, merci pour tout !", "Danke, bis bald!", "こんにちは、元気？"
    ]
  }

  SIGNAL structure asks_for_a_fact {
    description: "Who, when, where, how many, and hardly anything besides"
    feature: {
      type: "exists"
      source: {
        type: "regex"
        pattern: "^\\s*(what (is|are|was) .{0,60} called|who|whose|when|where|in (which|what) year|how (many|tall|old|long|far|high|deep|big)|¿?(quién|cuándo|dónde|cuántos?|en qué año)|(qui|quand|où|combien|quel(le)? est (le|la) (plus|capitale))\\b|(wer|wann|wo|wie (viele|hoch|lang|alt)|in welchem jahr)\\b).{0,70}$|^(谁|.{0,16}(是谁|哪里|哪一年|哪年|哪个|多少|多高|多长|多大)).{0,8}$"
      }
    }
  }

  SIGNAL conversation after_tool {
    description: "The last message is the result of a tool"
    feature: { type: "exists", source: { type: "active_tool_loop" } }
  }

  PROJECTION partition kind {
    semantics: "exclusive"
    members: [
      "proof", "deliberation", "specialist", "stepwise", "coding", "health", "legal", "explanation",
      "invention", "quick_fact", "chore", "small_talk"
    ]
    default: "small_talk"
  }

  PROJECTION score verification {
    inputs: [
      { type: "keyword", name: "asks_for_sources", weight: 1.1, value_source: "binary" },
      { type: "embedding", name: "health", weight: 0.6, value_source: "binary" },
      { type: "embedding", name: "legal", weight: 0.6, value_source: "binary" },
      { type: "keyword", name: "medical_words", weight: 0.4, value_source: "binary" },
      { type: "keyword", name: "legal_words", weight: 0.4, value_source: "binary" },
      { type: "domain", name: "health", weight: 0.6, value_source: "raw" },
      { type: "domain", name: "law", weight: 0.6, value_source: "raw" },
      { type: "embedding", name: "small_talk", weight: -0.3, value_source: "binary" },
      { type: "embedding", name: "invention", weight: -0.5, value_source: "binary" },
      { type: "keyword", name: "technologies", weight: -0.5, value_source: "binary" },
      { type: "keyword", name: "asks_for_proof", weight: -0.5, value_source: "binary" }
    ]
  }

  PROJECTION mapping pressure {
    source: "verification"
    outputs: [{ name: "no_pressure", lt: 0.5 }, { name: "verification_pressure", gte: 0.5 }]
  }

  ROUTE tool_results (description = "Results of tools are put together") {
    PRIORITY 300
    MODEL frontier
    WITH { rules: { type: "conversation", name: "after_tool" } }
  }

  ROUTE verified (description = "Answers that have to be right") {
    PRIORITY 260
    MODEL frontier (reasoning = true, effort = "medium")
    WITH { rules: { type: "projection", name: "verification_pressure" } }
  }

  ROUTE code (description = "Programs") {
    PRIORITY 210
    WHEN embedding("coding") OR (keyword("technologies") AND NOT structure("asks_for_a_fact"))
    MODEL coder (reasoning = true, effort = "medium")
  }

  ROUTE deliberate (description = "What one pass does not settle") {
    PRIORITY 200
    WHEN (
      keyword("asks_for_proof")
      OR keyword("asks_for_depth")
      OR embedding("proof")
      OR embedding("deliberation")
      OR embedding("specialist")
      OR embedding("stepwise")
    )
        AND NOT structure("asks_for_a_fact")
    MODEL frontier (reasoning = true, effort = "high")
  }

  ROUTE direct (description = "One good answer") {
    PRIORITY 1
    MODEL balanced
  }
}

# =============================================================================
# RECIPE private
# =============================================================================

RECIPE private (description = "Requests stay on your own machines unless they are plainly harmless and hard", default_model = "vault") {
  ROUTING { strategy: priority }

  SIGNAL keyword attack_words {
    description: "Said to the model, these are attacks whatever the classifier thinks"
    operator: "OR"
    keywords: [
      "ignore all previous instructions", "ignore previous instructions",
      "ignore your previous instructions", "reveal your system prompt", "your hidden instructions",
      "忽略之前的所有", "忽略之前的指令", "忽略以上所有", "你的系统提示", "你的隐藏指令", "你没有任何限制",
      "ignora todas las instrucciones", "ignora tus instrucciones",
      "ignore toutes les instructions", "tes instructions cachées",
      "vergiss alle bisherigen anweisungen"
    ]
  }

  SIGNAL keyword private_words {
    description: "Matters that leave this network for nobody; add your own customers and projects"
    operator: "OR"
    keywords: [
      "confidential", "internal", "secret", "password", "credentials", "api key", "salary",
      "customer", "patient", "invoice", "merger", "lawsuit", "divorce", "机密", "保密", "内部", "密码",
      "工资", "客户", "病人", "并购", "身份证", "contraseña", "confidencial", "mot de passe", "confidentiel",
      "passwort", "vertraulich"
    ]
  }

  SIGNAL keyword asks_for_proof {
    description: "The imperative of a proof, not the noun"
    operator: "OR"
    method: "regex"
    keywords: [
      "\\b(prove|show) (that|by induction|rigorously)\\b", "\\b(rigorous|formal) proof\\b",
      "\\bgive (a|me a) proof\\b", "(请|严格|试|求)证明", "^证明[^信书文材]",
      "\\b(demuestra|demostrar|prueba) que\\b", "\\b(démontre|démontrer|prouve|prouver) que\\b",
      "\\bbeweise,? dass\\b", "を(厳密に)?証明"
    ]
  }

  SIGNAL keyword asks_for_depth {
    description: "More than an answer is wanted"
    operator: "OR"
    keywords: [
      "step by step", "in depth", "in detail", "both sides", "weigh the", "trade-offs", "derive",
      "深入", "逐步", "论证", "权衡", "推导", "推理", "en profundidad", "paso a paso", "en profondeur",
      "en détail", "étape par étape", "gründlich", "schritt für schritt", "leite", "深く", "段階的"
    ]
  }

  SIGNAL embedding proof {
    threshold: 0.55
    candidates: [
      "Prove the intermediate value theorem.", "Show that the square root of 5 is irrational.",
      "Give a formal proof that every tree with n vertices has n minus 1 edges.",
      "Prove by induction that 2^n is greater than n.", "证明费马小定理。", "请用数学归纳法证明这个等式成立。",
      "证明连续函数在闭区间上有界。", "求证：三角形两边之和大于第三边。", "严格证明均值不等式。",
      "Demuestra que hay infinitos números primos.", "Démontrez le théorème de Pythagore.",
      "Beweise die Dreiecksungleichung.", "この不等式を厳密に証明してください。"
    ]
  }

  SIGNAL embedding deliberation {
    description: "Open questions that want a chain of thought"
    threshold: 0.55
    candidates: [
      "Is it ever right to break a promise? Argue both sides and say where they disagree.",
      "Think step by step what would happen to the economy if everybody lived to 200.",
      "Weigh the ethical arguments about genetic enhancement in depth.",
      "Reason carefully about the causes of the decline of an empire.",
      "What would follow for cities and jobs if energy became free? Think it through step by step.",
      "Discuss in depth whether machines should be allowed to judge people.",
      "请深入论证自由与安全之间的矛盾，并逐步推理。", "从不同的伦理立场分析安乐死的问题。", "如果货币消失，社会会怎样变化？请深入分析。", "请从多个角度深入探讨教育公平的问题。",
      "请权衡利弊，深入思考全民基本收入的长期影响。",
      "Argumenta en profundidad si la libertad es compatible con el destino.",
      "Discute en profondeur les arguments pour et contre la peine de mort.",
      "Erörtere gründlich, ob Strafe gerecht sein kann.", "自由意志は存在するのか、深く考察してください。"
    ]
  }

  SIGNAL embedding specialist {
    description: "Design and derivation in science and engineering"
    threshold: 0.55
    candidates: [
      "Design a fault-tolerant database cluster across three regions and plan the recovery.",
      "Derive the Navier-Stokes equations and discuss when they simplify.",
      "Plan the rollout of a new core banking system with stages and rollback.",
      "Work out the control loop of a chemical reactor and analyze its stability.",
      "Architect a streaming pipeline for a billion events a day with strict ordering.",
      "设计一个高并发的秒杀系统，说明缓存、限流和容灾方案。", "推导电磁波在导体中的衰减公式。", "规划一个多数据中心的灾备架构。", "推导单摆的运动方程，并讨论小角度近似。",
      "设计一个倒立摆的控制器并分析稳定性。",
      "Diseña una plataforma distribuida con alta disponibilidad y auditoría.",
      "Conçois l'architecture d'un système de paiement tolérant aux pannes.",
      "Entwirf eine Regelung für einen Roboterarm und untersuche die Stabilität.",
      "分散データベースの障害対策を含めた構成を設計してください。"
    ]
  }

  SIGNAL embedding stepwise {
    description: "Puzzles and problems of several steps"
    threshold: 0.55
    candidates: [
      "A farmer has hens and rabbits with 20 heads and 56 feet. How many of each are there?",
      "Three people tell the truth or lie; find out who is who, step by step.",
      "Find all solutions of this equation and show that there are no others.",
      "Two trains leave towards each other at different speeds; when do they meet?",
      "Which strategy wins this game? Work it out step by step.", "请一步一步推理，找出谁在说谎。",
      "甲乙两人相向而行，多久以后相遇？请写出过程。", "有十二个球，其中一个重量不同，称三次如何找出来？", "请逐步求解这个方程组。", "逐步推导这个概率分布的期望。",
      "Resuelve este acertijo paso a paso.", "Résous ce problème étape par étape.",
      "Löse das Gleichungssystem Schritt für Schritt.",
      "Leite die Formel aus den Grundannahmen her.", "Derive the formula from first principles.",
      "この論理パズルを段階的に解いてください。"
    ]
  }

  SIGNAL embedding coding {
    threshold: 0.55
    candidates: [
      "Write a function that checks whether a string is a palindrome.",
      "Why do I get this error message when I run my script?", "How do I undo the last commit?",
      "Add a unit test for this class.", "Add input validation to this controller.",
      "Convert this loop to a list comprehension.", "写一个Python脚本批量重命名文件。", "这段代码报错了，怎么解决？",
      "用Java实现快速排序。", "用C++写一个链表类。", "用Rust写一个线程池。", "我的程序运行时崩溃了，怎么调试？", "如何优化这条SQL语句？",
      "¿Cómo ordeno un array en JavaScript?", "¿Cómo hago una página web con dos columnas en HTML?",
      "Comment écrire une boucle en Python ?", "Wie lese ich eine Datei in Java ein?",
      "Pythonでファイルを読み込む方法は？"
    ]
  }

  SIGNAL embedding explanation {
    threshold: 0.55
    candidates: [
      "Explain how a refrigerator works.",
      "What is the difference between weather and climate? Explain it to a beginner.",
      "Describe how vaccines train the immune system.",
      "Can you explain supply and demand with an example?",
      "Why do tides happen? Explain it simply.", "解释一下黑洞是怎么形成的。", "请解释通货膨胀的原理。", "为什么天空是蓝色的？请说明原理。",
      "请介绍一下水循环是怎么回事。", "用简单的话解释什么是区块链。", "Explícame cómo funciona una batería.",
      "Explique-moi comment vole un avion.", "Erkläre mir, wie ein Transistor funktioniert.",
      "虹ができる仕組みを説明してください。"
    ]
  }

  SIGNAL embedding invention {
    threshold: 0.55
    candidates: [
      "Write a poem about a lonely robot.", "Tell me a story about a fox who wanted to fly.",
      "Think of a funny name for a parrot.", "Suggest some names for a new café.",
      "Write a cheerful speech for my sister's graduation.", "写一首关于春天的诗。", "编一个关于小猫的故事。",
      "给新开的书店写一句广告语。", "写一段搞笑的生日祝福。", "帮我写一首现代诗，主题是大海。", "Escribe un poema sobre la luna.",
      "Escribe una historia sobre una tortuga valiente.", "Écris une chanson sur l'été.",
      "Schreib ein lustiges Gedicht für meinen Vater.", "春についての詩を書いてください。"
    ]
  }

  SIGNAL embedding quick_fact {
    description: "A fact in a sentence"
    threshold: 0.55
    candidates: [
      "What is the capital of Norway?", "Who discovered penicillin?",
      "When did the First World War begin?", "How long is the Danube?",
      "Who is the author of Don Quixote?", "What is the chemical symbol for gold?",
      "Who solved the riddle of the sphinx?", "意大利的首都是哪个城市？", "《西游记》是谁写的？", "黄河有多长？", "谁发现了万有引力？",
      "唐朝是哪一年建立的？", "¿Quién pintó el Guernica?", "Quelle est la plus haute montagne d'Europe ?",
      "In welchem Jahr fiel Konstantinopel?", "日本の人口は何人ですか？"
    ]
  }

  SIGNAL embedding chore {
    description: "Small jobs"
    threshold: 0.55
    candidates: [
      "Translate this sentence into Spanish.", "Recommend a film for tonight.",
      "How do I cook rice?", "Rewrite this message in a friendlier tone.",
      "Plan a day trip with children.", "What should I wear to a job interview?", "把这句话翻译成英文。",
      "推荐一家好吃的餐厅。", "推荐几本适合睡前看的书。", "推荐一首好听的歌。", "周末去哪里玩比较好？", "怎么煮米饭？", "帮我制定一个旅行计划。",
      "Recomiéndame un libro para las vacaciones.", "Donne-moi une recette simple.",
      "Übersetze diesen Satz ins Französische.", "旅行のおすすめを教えてください。"
    ]
  }

  SIGNAL embedding small_talk {
    threshold: 0.55
    candidates: [
      "Hello, nice to meet you.", "Thanks, you helped me a lot!", "I am a bit lonely today.",
      "I just watched a wonderful film, I loved it!", "My brother likes his new school.",
      "Good night, sleep well!", "My best friend comes to see me, I can't wait!",
      "You were right, well done!", "你好，最近怎么样？", "晚安！", "你真可爱。", "谢谢你，帮了大忙。", "我今天有点累，想聊聊天。",
      "¡Buenos días! ¿Qué tal?", "Salut, merci pour tout !", "Danke, bis bald!", "こんにちは、元気？"
    ]
  }

  SIGNAL conversation earlier_turns {
    description: "What was said before may be private, too"
    feature: { type: "count", source: { type: "message" } }
    predicate: { gte: 2 }
  }

  SIGNAL jailbreak attack {
    description: "Attempts to get around the rules of the model"
    threshold: 0.65
    on_error: "block"
  }

  SIGNAL pii personal_data { threshold: 0.6, on_error: "match" }

  PROJECTION partition kind {
    semantics: "exclusive"
    members: [
      "proof", "deliberation", "specialist", "stepwise", "coding", "explanation", "invention",
      "quick_fact", "chore", "small_talk"
    ]
    default: "small_talk"
  }

  ROUTE contain (description = "Attempts to get at what others entrusted are refused") {
    PRIORITY 300
    WHEN jailbreak("attack") OR keyword("attack_words")
    WITH {
      action: {
        type: "block"
        status: 403
        message: "This request tries to get around the rules of the assistant."
        code: "attack_refused"
      }
    }
  }

  ROUTE sensitive (description = "Personal and internal matters") {
    PRIORITY 200
    WHEN pii("personal_data", on_error: "match") OR keyword("private_words", on_error: "match")
    MODEL vault
  }

  ROUTE public_reasoning (description = "Plainly harmless and hard") {
    PRIORITY 100
    WHEN (
      keyword("asks_for_proof")
      OR embedding("proof")
      OR (
        keyword("asks_for_depth")
        AND (
          embedding("explanation")
          OR embedding("deliberation")
          OR embedding("specialist")
          OR embedding("stepwise")
        )
      )
    )
        AND NOT conversation("earlier_turns")
    MODEL frontier (reasoning = true, effort = "medium")
  }

  ROUTE stay_local (description = "In doubt a request stays") {
    PRIORITY 1
    MODEL vault
  }
}
