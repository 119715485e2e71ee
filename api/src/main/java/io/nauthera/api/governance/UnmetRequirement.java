package io.nauthera.api.governance;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A requirement of a selector that labels do not meet, with all those labels. */
public record UnmetRequirement(
    By by, Selector.Requirement requirement, SortedMap<String, String> labels) {
  public UnmetRequirement {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  /** The selector that has the requirement. */
  public enum By {
    /** Of the server, on the labels of the policy. */
    POLICY_SELECTOR,
    /** Of the policy, on the labels of the client. */
    CLIENT_SELECTOR,
    /** Of the policy, on the labels of the client's namespace. */
    NAMESPACE_SELECTOR
  }

  static List<UnmetRequirement> of(By by, Selector selector, Map<String, String> labels) {
    return selector.unmet(labels).stream()
        .map(requirement -> new UnmetRequirement(by, requirement, new TreeMap<>(labels)))
        .toList();
  }

  /** The value of the label; empty where there is no such label. */
  public Optional<String> actual() {
    return Optional.ofNullable(labels.get(requirement.key()));
  }
}
