package io.nauthera.webhook.cli.apiserver;

import io.nauthera.api.mapping.Labels;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The forms of the names in metadata, each with a sentence for a name that does not have it. */
enum NameValidation {
  SUBDOMAIN(
      form(253, "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*"),
      "must have at most 253 lowercase letters, digits, '-' and '.', and start and end with a"
          + " letter or digit, e.g. example.com"),
  LABEL(
      form(63, "[a-z0-9]([-a-z0-9]*[a-z0-9])?"),
      "must have at most 63 lowercase letters, digits and '-', and start and end with a letter or"
          + " digit, e.g. my-name"),
  KEY(
      Labels::isKey,
      "must be a name of at most 63 letters, digits, '-', '_' and '.', with an optional domain"
          + " before it, e.g. example.com/MyName"),
  LABEL_VALUE(
      Labels::isValue,
      "must be empty or have at most 63 letters, digits, '-', '_' and '.', and start and end with"
          + " a letter or digit");

  @SuppressWarnings("ImmutableEnumChecker") // the predicates have no state
  private final Predicate<String> form;

  private final String sentence;

  NameValidation(Predicate<String> form, String sentence) {
    this.form = form;
    this.sentence = sentence;
  }

  private static Predicate<String> form(int longest, String pattern) {
    Predicate<String> form = Pattern.compile(pattern).asMatchPredicate();
    return name -> name.length() <= longest && form.test(name);
  }

  String sentence() {
    return sentence;
  }

  boolean accepts(String name) {
    return form.test(name);
  }
}
