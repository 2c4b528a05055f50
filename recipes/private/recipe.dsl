# The policy of config.yaml as text.
MODEL local { description: "Runs on your own machines, sees everything" }

MODEL remote { description: "Stronger, runs elsewhere, sees only harmless questions" }

SIGNAL keyword private_words {
  description: "Matters that leave this network for nobody; add your own customers and projects"
  operator: "OR"
  keywords: [
    "confidential", "internal", "secret", "private", "password", "passwords", "credentials",
    "api key", "salary", "payslip", "employee", "customer", "patient", "diagnosis", "medication",
    "passport", "social security", "date of birth", "bank account", "credit card", "invoice",
    "contract", "lawsuit", "merger"
  ]
}

SIGNAL keyword hard_task {
  description: "Words of work that a small model does badly"
  operator: "OR"
  keywords: [
    "prove", "proof", "derive", "step by step", "analyse", "analyze", "compare", "trade-offs",
    "algorithm", "optimise", "optimize", "essay"
  ]
}

SIGNAL structure personal_data {
  description: "E-mail addresses, account and card numbers, phone numbers, keys"
  feature: {
    type: "exists"
    source: {
      type: "regex"
      pattern: "[\\w.+-]+@[\\w-]+\\.\\w+|\\b[A-Z]{2}\\d{2}[ ]?[A-Z0-9]{4}[ ]?[A-Z0-9]{4}|(?:\\d[ -]?){9,}|\\b(sk|pk|ghp|AKIA)[-_]?[A-Za-z0-9_]{12,}|-----BEGIN"
    }
  }
}

SIGNAL structure pasted_text {
  description: "More than a question"
  feature: { type: "count", source: { type: "text_bytes" } }
  predicate: { gte: 2000 }
}

SIGNAL conversation more_than_a_question {
  description: "Instructions of an application, or earlier turns"
  feature: { type: "count", source: { type: "message" } }
  predicate: { gte: 2 }
}

SIGNAL conversation has_tools { feature: { type: "exists", source: { type: "tool_definition" } } }

SIGNAL conversation has_images { feature: { type: "exists", source: { type: "image_content" } } }

SIGNAL conversation has_files { feature: { type: "exists", source: { type: "file_content" } } }

ROUTE keep_private (description = "Everything that may be private stays") {
  PRIORITY 1000
  WHEN keyword("private_words", on_error: "match")
      OR structure("personal_data", on_error: "match")
      OR structure("pasted_text", on_error: "match")
      OR conversation("more_than_a_question", on_error: "match")
      OR conversation("has_tools", on_error: "match")
      OR conversation("has_images", on_error: "match")
      OR conversation("has_files", on_error: "match")
  MODEL local
}

ROUTE harmless_hard_task (description = "What nothing above holds back, and is worth a stronger model") {
  PRIORITY 100
  WHEN keyword("hard_task")
  MODEL remote
}

ROUTE everything_else {
  PRIORITY 1
  MODEL local
}

TEST lanes {
  "Compare bubble sort and quicksort step by step" -> harmless_hard_task
  "Compare the salary of Anna and Ben step by step" -> keep_private
  "What is the capital of France?" -> everything_else
}
