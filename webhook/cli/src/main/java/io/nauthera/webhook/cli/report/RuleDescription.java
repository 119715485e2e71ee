package io.nauthera.webhook.cli.report;

/** What people who meet a rule want to know; plain sentences without markup. */
record RuleDescription(String id, Level level, String title, String meaning, String remedy) {
  /** Usually; one result of it may say otherwise. */
  enum Level {
    ERROR,
    WARNING
  }

  /** Of a rule that nothing is known of. */
  static RuleDescription unknown(String id) {
    return new RuleDescription(
        id,
        Level.ERROR,
        "Rule " + id,
        "The message says what is wrong.",
        "Do what the message says would be right.");
  }
}
