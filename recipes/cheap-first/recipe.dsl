# The policy of config.yaml as text.
MODEL small { description: "Quick and cheap, for everyday questions" }

MODEL large { description: "For long texts, programs and everything that needs thought" }

SIGNAL keyword hard_task {
  description: "Words of work that a small model does badly"
  operator: "OR"
  keywords: [
    "prove", "proof", "derive", "step by step", "analyse", "analyze", "compare", "trade-offs",
    "architecture", "design a", "refactor", "debug", "root cause", "optimise", "optimize",
    "algorithm", "strategy", "essay", "legal", "contract"
  ]
}

SIGNAL structure program_text {
  description: "Fenced code, or lines that read like a program"
  feature: {
    type: "exists"
    source: {
      type: "regex"
      pattern: "```|(?m:^\\s*(def \\w+\\(|class \\w+[:({]|import \\w+|function \\w+\\(|const \\w+ =|#include))|Traceback|Exception"
    }
  }
}

SIGNAL structure long_question {
  description: "More than a few paragraphs"
  feature: { type: "count", source: { type: "text_bytes" } }
  predicate: { gte: 2000 }
}

SIGNAL context long_context { min_tokens: "6K" }

ROUTE long_context (description = "More than the small model should read") {
  PRIORITY 300
  WHEN context("long_context")
  MODEL large
}

ROUTE hard_task (description = "Programs, long questions and words of real work") {
  PRIORITY 200
  WHEN structure("program_text") OR structure("long_question") OR keyword("hard_task")
  MODEL large
}

ROUTE everything_else (description = "The cheap lane") {
  PRIORITY 1
  MODEL small
}

TEST lanes {
  "What is the capital of France?" -> everything_else
  "Prove that there are infinitely many primes" -> hard_task
}
