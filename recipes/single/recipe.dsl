# The policy of config.yaml as text. There is one model and nothing to decide.
MODEL main { description: "Answers everything" }
