package io.nauthera.webhook.cli.apiserver;

import java.util.ArrayList;
import java.util.List;

/** The forms of names in metadata; each answers with what is wrong, in apimachinery's words. */
final class NameValidation {
  private static final int LONGEST_SUBDOMAIN = 253;
  private static final int LONGEST_LABEL = 63;

  /** Bytes are counted either way; the API server's older half calls them so. */
  private static final String CHARACTERS = "characters";

  private static final String BYTES = "bytes";
  private static final String LABEL_FORM = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final String KEY_FORM = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
  private static final String NOT_A_SUBDOMAIN =
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or"
          + " '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex"
          + " used for validation is '"
          + LABEL_FORM
          + "(\\."
          + LABEL_FORM
          + ")*')";
  private static final String NOT_A_LABEL =
      "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and"
          + " must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc',"
          + " regex used for validation is '"
          + LABEL_FORM
          + "')";
  private static final String NOT_A_KEY =
      "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an"
          + " alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for"
          + " validation is '"
          + KEY_FORM
          + "')";
  private static final String NOT_A_LABEL_VALUE =
      "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or"
          + " '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or"
          + " 'my_value',  or '12345', regex used for validation is '("
          + KEY_FORM
          + ")?')";

  private NameValidation() {}

  static List<String> subdomain(String name) {
    return subdomain(name, CHARACTERS);
  }

  private static List<String> subdomain(String name, String unit) {
    var problems = new ArrayList<String>(0);
    limit(name, LONGEST_SUBDOMAIN, "", unit, problems);
    if (!isSubdomain(name)) {
      problems.add(NOT_A_SUBDOMAIN);
    }
    return problems;
  }

  static List<String> label(String name) {
    var problems = new ArrayList<String>(0);
    limit(name, LONGEST_LABEL, "", CHARACTERS, problems);
    if (!isLabel(name, 0, name.length())) {
      problems.add(isSubdomain(name) ? "must not contain dots" : NOT_A_LABEL);
    }
    return problems;
  }

  /** Of labels, annotations and finalizers: a name, perhaps with a domain and a slash before it. */
  static List<String> key(String key) {
    var problems = new ArrayList<String>(0);
    int slash = key.indexOf('/');
    if (slash != key.lastIndexOf('/')) {
      problems.add(
          "a valid label key "
              + NOT_A_KEY
              + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
      return problems;
    }
    if (slash == 0) {
      problems.add("prefix part must be non-empty");
    } else if (slash > 0) {
      subdomain(key.substring(0, slash), BYTES)
          .forEach(problem -> problems.add("prefix part " + problem));
    }
    String name = key.substring(slash + 1);
    if (name.isEmpty()) {
      problems.add("name part must be non-empty");
    } else {
      limit(name, LONGEST_LABEL, "name part ", BYTES, problems);
    }
    if (!isKeyName(name)) {
      problems.add("name part " + NOT_A_KEY);
    }
    return problems;
  }

  static List<String> labelValue(String value) {
    var problems = new ArrayList<String>(0);
    limit(value, LONGEST_LABEL, "", BYTES, problems);
    if (!value.isEmpty() && !isKeyName(value)) {
      problems.add(NOT_A_LABEL_VALUE);
    }
    return problems;
  }

  private static void limit(
      String text, int most, String part, String unit, List<String> problems) {
    if (GoFormat.bytes(text) > most) {
      problems.add(part + "must be no more than " + most + " " + unit);
    }
  }

  private static boolean isSubdomain(String name) {
    int from = 0;
    for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', from)) {
      if (!isLabel(name, from, dot)) {
        return false;
      }
      from = dot + 1;
    }
    return isLabel(name, from, name.length());
  }

  private static boolean isLabel(String name, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = name.charAt(i);
      boolean isInner = c == '-' && i > from && i < to - 1;
      if (!isInner && !(c >= 'a' && c <= 'z') && !isDigit(c)) {
        return false;
      }
    }
    return from < to;
  }

  private static boolean isKeyName(String name) {
    int last = name.length() - 1;
    for (int i = 0; i <= last; i++) {
      char c = name.charAt(i);
      boolean isInner = (c == '-' || c == '_' || c == '.') && i > 0 && i < last;
      if (!isInner && !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && !isDigit(c)) {
        return false;
      }
    }
    return last >= 0;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
