package io.nauthera.webhook.cli.report;

/** Colours of a terminal (ECMA-48, SGR). */
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
