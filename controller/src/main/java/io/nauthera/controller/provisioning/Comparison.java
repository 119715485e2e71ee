package io.nauthera.controller.provisioning;

import java.util.SortedSet;

/** The result of {@link ClientRegistry#compare}. */
public sealed interface Comparison permits Comparison.Same, Comparison.Differs, Unavailable {

  record Same() implements Comparison {}

  /** Names of the fields that differ, as the server calls them. */
  record Differs(SortedSet<String> fields) implements Comparison {}
}
