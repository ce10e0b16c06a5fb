"""The interview: typed questions, the replay of answers, and the shape of an Advice. Knows no particular question."""
