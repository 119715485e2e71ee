package io.nauthera.api.policy;

import java.util.Comparator;

/**
 * A field of a manifest in Kubernetes notation: {@code spec.clientId}, or an entry of a list such
 * as {@code spec.scopes[0]}. {@code index} is -1 where the path names no entry. Sorted by name,
 * then entries by number.
 */
public record FieldPath(String name, int index) implements Comparable<FieldPath> {
  private static final Comparator<FieldPath> ORDER =
      Comparator.comparing(FieldPath::name).thenComparingInt(FieldPath::index);

  /** The whole field. */
  public static FieldPath of(String name) {
    return new FieldPath(name, -1);
  }

  /** One entry of the field, which is a list. */
  public FieldPath entry(int at) {
    return new FieldPath(name, at);
  }

  public boolean isEntry() {
    return index >= 0;
  }

  /** The list that the entry belongs to; the field itself where it is not an entry. */
  public FieldPath withoutIndex() {
    return of(name);
  }

  @Override
  public int compareTo(FieldPath other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return isEntry() ? name + "[" + index + "]" : name;
  }
}
