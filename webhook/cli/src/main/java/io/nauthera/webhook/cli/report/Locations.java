package io.nauthera.webhook.cli.report;

import io.nauthera.webhook.cli.validate.Issue;
import io.nauthera.webhook.cli.validate.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Names manifests and positions. */
final class Locations {
  private Locations() {}

  /** A name such as {@code AuthClient shop/web}. */
  static String manifest(Result result) {
    String name = result.name().isEmpty() ? "(without a name)" : result.name();
    return result.namespace().isEmpty()
        ? result.kind() + " " + name
        : result.kind() + " " + result.namespace() + "/" + name;
  }

  /** The form of compilers, which terminals and editors turn into a link. */
  static String sentence(String file, Issue issue) {
    return "%s:%d:%d: %s [%s]"
        .formatted(file, issue.position().line(), issue.position().column(), issue, issue.rule());
  }

  /** Groups by file, in the order of appearance. */
  static <T> Map<String, List<T>> byFile(List<T> all, Function<T, String> file) {
    Map<String, List<T>> files = new LinkedHashMap<>();
    all.forEach(one -> files.computeIfAbsent(file.apply(one), name -> new ArrayList<>()).add(one));
    return files;
  }
}
