package io.nauthera.webhook.cli.report;

/** What a terminal is told (ECMA-48, SGR) to make a word stand out. */
enum Colour {
  RED("31;1"),
  YELLOW("33;1"),
  BOLD("1");

  private final String code;

  Colour(String code) {
    this.code = code;
  }

  String of(String text) {
    return "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
