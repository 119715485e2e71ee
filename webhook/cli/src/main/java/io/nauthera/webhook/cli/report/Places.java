package io.nauthera.webhook.cli.report;

import io.nauthera.webhook.cli.validate.Issue;
import io.nauthera.webhook.cli.validate.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** How a manifest, and a place in it, is named. */
final class Places {
  private Places() {}

  /** As in {@code AuthClient shop/web}. */
  static String manifest(Result result) {
    String name = result.name().isEmpty() ? "(without a name)" : result.name();
    return result.namespace().isEmpty()
        ? result.kind() + " " + name
        : result.kind() + " " + result.namespace() + "/" + name;
  }

  /** As compilers say it, so that terminals and editors make a link of it. */
  static String sentence(String file, Issue issue) {
    return "%s:%d:%d: %s [%s]"
        .formatted(file, issue.position().line(), issue.position().column(), issue, issue.rule());
  }

  /** Files in the order in which they come. */
  static <T> Map<String, List<T>> byFile(List<T> all, Function<T, String> file) {
    Map<String, List<T>> files = new LinkedHashMap<>();
    all.forEach(one -> files.computeIfAbsent(file.apply(one), name -> new ArrayList<>()).add(one));
    return files;
  }
}
