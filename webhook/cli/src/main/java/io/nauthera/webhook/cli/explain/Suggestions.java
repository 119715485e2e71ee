package io.nauthera.webhook.cli.explain;

import io.nauthera.api.oauth.ClientName;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The names most like one that is not there. */
final class Suggestions {
  private static final int NAMED = 3;

  private Suggestions() {}

  static String sentence(ClientName asked, Collection<ClientName> there) {
    return there.isEmpty()
        ? "AuthClient %s does not exist, and there are no others".formatted(asked)
        : "AuthClient %s does not exist; similar: %s"
            .formatted(
                asked,
                of(asked, there).stream()
                    .map(ClientName::toString)
                    .collect(Collectors.joining(", ")));
  }

  /** The same name in another namespace is nearer than any other name. */
  static List<ClientName> of(ClientName asked, Collection<ClientName> there) {
    return there.stream()
        .sorted(
            Comparator.<ClientName, Boolean>comparing(name -> !name.name().equals(asked.name()))
                .thenComparingInt(name -> distance(name.toString(), asked.toString()))
                .thenComparing(Comparator.naturalOrder()))
        .limit(NAMED)
        .toList();
  }

  /** Levenshtein's. */
  static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
