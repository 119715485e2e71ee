package io.nauthera.api.policy;

import java.util.Comparator;

/**
 * A field of a manifest in Kubernetes notation: {@code spec.clientId}, an entry of a list such as
 * {@code spec.scopes[0]}, or a member of an entry such as {@code spec.jwks.keys[0].y}. {@code
 * index} is -1 where the path names no entry, and {@code member} is empty where it names no member.
 * Sorted by name, then entries by number, then members.
 */
public record FieldPath(String name, int index, String member) implements Comparable<FieldPath> {
  private static final Comparator<FieldPath> ORDER =
      Comparator.comparing(FieldPath::name)
          .thenComparingInt(FieldPath::index)
          .thenComparing(FieldPath::member);

  /** The whole field. */
  public static FieldPath of(String name) {
    return new FieldPath(name, -1, "");
  }

  /** One entry of the field, which is a list. */
  public FieldPath entry(int at) {
    return new FieldPath(name, at, "");
  }

  /** One member of the entry, which is an object; the entry itself where the member is empty. */
  public FieldPath withMember(String of) {
    return new FieldPath(name, index, of);
  }

  /** Whether the path leads into a list. */
  public boolean isEntry() {
    return index >= 0;
  }

  /** The same path in every entry of the list; the field itself where it is not an entry. */
  public FieldPath withoutIndex() {
    return new FieldPath(name, -1, member);
  }

  @Override
  public int compareTo(FieldPath other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    String entry = isEntry() ? name + "[" + index + "]" : name;
    return member.isEmpty() ? entry : entry + "." + member;
  }
}
