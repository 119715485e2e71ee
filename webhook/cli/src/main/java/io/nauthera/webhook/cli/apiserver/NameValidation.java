package io.nauthera.webhook.cli.apiserver;

import java.util.regex.Pattern;

/** The forms of the names in metadata, each with a sentence for a name that does not have it. */
enum NameValidation {
  SUBDOMAIN(
      253,
      Forms.SUBDOMAIN,
      "must have at most 253 lowercase letters, digits, '-' and '.', and start and end with a"
          + " letter or digit, e.g. example.com"),
  LABEL(
      63,
      Forms.LABEL,
      "must have at most 63 lowercase letters, digits and '-', and start and end with a letter or"
          + " digit, e.g. my-name"),
  KEY(
      63,
      Forms.WORD,
      "must be a name of at most 63 letters, digits, '-', '_' and '.', with an optional domain"
          + " before it, e.g. example.com/MyName") {
    @Override
    boolean accepts(String key) {
      int slash = key.indexOf('/');
      return (slash < 0 || SUBDOMAIN.accepts(key.substring(0, slash)))
          && super.accepts(key.substring(slash + 1));
    }
  },
  LABEL_VALUE(
      63,
      "(" + Forms.WORD + ")?",
      "must be empty or have at most 63 letters, digits, '-', '_' and '.', and start and end with"
          + " a letter or digit");

  private final int longest;
  private final Pattern form;
  private final String sentence;

  NameValidation(int longest, String form, String sentence) {
    this.longest = longest;
    this.form = Pattern.compile(form);
    this.sentence = sentence;
  }

  String sentence() {
    return sentence;
  }

  boolean accepts(String name) {
    return name.length() <= longest && form.matcher(name).matches();
  }

  private static final class Forms {
    static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    static final String SUBDOMAIN = LABEL + "(\\." + LABEL + ")*";
    static final String WORD = "[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?";
  }
}
