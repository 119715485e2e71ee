package io.nauthera.api.policy;

import java.util.Comparator;

/** Names a policy; printed as {@code namespace/name}. */
public record PolicyName(String namespace, String name) implements Comparable<PolicyName> {
  private static final Comparator<PolicyName> ORDER =
      Comparator.comparing(PolicyName::namespace).thenComparing(PolicyName::name);

  @Override
  public int compareTo(PolicyName other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
