# The policy of config.yaml as text.
WITH { signals_input: { follow_up: { mode: "window" } } }

SIGNAL keyword coding_words {
  operator: "OR"
  keywords: [
    "Python", "TypeScript", "JavaScript", "Rust", "Kotlin", "C++", "SQL", "unit test", "unit tests",
    "stack trace", "代码", "函数", "单元测试", "修复", "崩溃", "报错", "Quelltext", "Implementiere", "Implementa",
    "Implémente", "バグ", "関数"
  ]
}

SIGNAL keyword writing_words {
  operator: "OR"
  keywords: [
    "commit message", "release notes", "spelling", "提交说明", "错别字", "翻译", "邮件", "Rechtschreibung",
    "Zusammenfassung", "ortografía", "orthographe"
  ]
}

SIGNAL context very_long { min_tokens: "48K" }

SIGNAL structure program_text {
  description: "Fenced code, stack traces, lines that read like a program"
  feature: {
    type: "exists"
    source: {
      type: "regex"
      pattern: "```|Traceback \\(most recent|(?m:^\\s*(?:def \\w+\\(|class \\w+[:({]|import \\w+|function \\w+\\(|const \\w+ =|#include))|\\bSELECT\\b.+\\bFROM\\b|(?:Exception|Error): "
    }
  }
}

SIGNAL conversation in_tool_loop {
  description: "A tool has just answered, or is about to"
  feature: { type: "exists", source: { type: "active_tool_loop" } }
}

SIGNAL conversation failing_tools {
  description: "Tools reported three errors or more"
  feature: { type: "count", source: { type: "tool_error" } }
  predicate: { gte: 3 }
}

SIGNAL conversation many_tools {
  description: "Choosing among so many needs a model that is good at it"
  feature: { type: "count", source: { type: "tool_definition" } }
  predicate: { gte: 12 }
}

SIGNAL jailbreak planted {
  description: "Orders to the model inside what tools and documents brought along"
  threshold: 0.88
  scope: ["tool_results", "documents"]
}

SIGNAL kb planning {
  description: "Plans, architecture, choices between approaches"
  kb: "steps"
  target: { kind: "label", value: "planning" }
  match: "best"
  min_score: 0.6
}

SIGNAL kb coding {
  description: "Programs that are to be written, changed or repaired"
  kb: "steps"
  target: { kind: "label", value: "coding" }
  match: "best"
  min_score: 0.5
}

SIGNAL kb writing {
  description: "Prose around programs and in the office"
  kb: "steps"
  target: { kind: "label", value: "writing" }
  match: "best"
  min_score: 0.5
}

MODEL worker { description: "Cheap and quick, calls tools well" }

MODEL coder { description: "Writes and repairs programs, chooses well among many tools" }

MODEL planner { description: "The strongest, for plans and for runs that are stuck" }

MODEL long { description: "Reads whole repositories" }

ROUTE guard_injection (description = "What a tool brought gives orders; the strongest model is the hardest to mislead") {
  PRIORITY 500
  MODEL planner
  WITH {
    rules: { type: "jailbreak", name: "planted" }
    annotations: { alert: "injected instructions in tool results" }
  }
}

ROUTE long_context (description = "More than the other models read") {
  PRIORITY 400
  MODEL long
  WITH { rules: { type: "context", name: "very_long" } }
}

ROUTE stuck (description = "Tools fail again and again") {
  PRIORITY 350
  MODEL planner
  WITH { rules: { type: "conversation", name: "failing_tools" } }
}

ROUTE tool_plumbing (description = "The next step after the result of a tool") {
  PRIORITY 300
  MODEL worker
  WITH { rules: { type: "conversation", name: "in_tool_loop" } }
}

ROUTE prose (description = "Commit messages, notes, mails, translations") {
  PRIORITY 250
  WHEN (kb("writing") OR keyword("writing_words")) AND NOT structure("program_text")
  MODEL worker
}

ROUTE plan (description = "Thinking before doing") {
  PRIORITY 220
  WHEN kb("planning") AND NOT structure("program_text")
  MODEL planner
}

ROUTE write_code (description = "Programs") {
  PRIORITY 200
  WHEN structure("program_text") OR keyword("coding_words") OR kb("coding")
  MODEL coder
}

ROUTE many_tools (description = "The right one out of many tools") {
  PRIORITY 100
  MODEL coder
  WITH { rules: { type: "conversation", name: "many_tools" } }
}

ROUTE everything_else (description = "The cheap lane") {
  PRIORITY 1
  MODEL worker
  WITH { omit: ["rules"] }
}

TEST lanes {
  "Plan the migration to three services before any code is written" -> plan
  "Add pagination to the list of orders and cover it with tests" -> write_code
  "Write a commit message for the staged changes" -> prose
  "How many metres are in a mile?" -> everything_else
}
