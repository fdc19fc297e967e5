"""What was learned: one encoder that reads each sentence once, and heads that read roles and judgements off it."""
