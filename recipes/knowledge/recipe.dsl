# The policy of config.yaml as text.
WITH { signals_input: { follow_up: { mode: "window" } } }

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
    { type: "kb_metric", kb: "subjects", metric: "demanding_vs_light", weight: 1 },
    { type: "kb", name: "demanding", weight: 0.06 },
    { type: "kb", name: "light", weight: -0.06 }
  ]
}

PROJECTION mapping size {
  source: "demand"
  method: "threshold_bands"
  outputs: [
    { name: "small_will_do", lt: -0.02 },
    { name: "undecided", gte: -0.02, lt: 0.02 },
    { name: "large_needed", gte: 0.02 }
  ]
}

MODEL small { description: "Quick and cheap, knows everyday matters" }

MODEL large { description: "Knows the sciences, law and medicine" }

ROUTE careful_subject (description = "Medicine and law") {
  PRIORITY 400
  WHEN kb("careful") AND projection("large_needed") AND NOT kb("no_subject")
  MODEL large (reasoning = true, effort = "high")
}

ROUTE exact_subject (description = "Mathematics, computing, physics, chemistry") {
  PRIORITY 300
  WHEN kb("exact") AND projection("large_needed") AND NOT kb("no_subject")
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
