package io.nauthera.api.governance;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A requirement of a selector that labels do not meet, and all the labels that there are. */
public record UnmetRequirement(
    By by, Selector.Requirement requirement, SortedMap<String, String> labels) {
  public UnmetRequirement {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  /** Which selector, hence whose labels. */
  public enum By {
    /** The server's, on the labels of the policy. */
    POLICY_SELECTOR,
    /** The policy's, on the labels of the client. */
    CLIENT_SELECTOR,
    /** The policy's, on the labels of the client's namespace. */
    NAMESPACE_SELECTOR
  }

  static List<UnmetRequirement> of(By by, Selector selector, Map<String, String> labels) {
    return selector.unmet(labels).stream()
        .map(requirement -> new UnmetRequirement(by, requirement, new TreeMap<>(labels)))
        .toList();
  }

  /** What the label in question is instead; empty where there is none. */
  public Optional<String> actual() {
    return Optional.ofNullable(labels.get(requirement.key()));
  }
}
