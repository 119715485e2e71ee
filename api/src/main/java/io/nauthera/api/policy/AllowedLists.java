package io.nauthera.api.policy;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What policies allow, in messages. Within one answer a long list is shown once; later messages
 * refer to the field whose message shows it.
 */
public final class AllowedLists {
  /** For a message that is read alone. */
  static final AllowedLists IN_FULL = new AllowedLists(null);

  /** Up to this length a list is easier to read than a reference to it. */
  private static final int MAX_REPEATED = 60;

  private final @Nullable Map<String, FieldPath> shown;

  private AllowedLists(@Nullable Map<String, FieldPath> shown) {
    this.shown = shown;
  }

  /** For messages that are read together, in the order in which they are made. */
  public static AllowedLists ofOneAnswer() {
    return new AllowedLists(new HashMap<>());
  }

  /** The values, after "allowed:" in the message about the field. */
  String of(FieldPath field, Collection<?> values) {
    String list = Messages.list(values);
    if (shown == null || list.length() <= MAX_REPEATED) {
      return list;
    }
    FieldPath first = shown.putIfAbsent(list, field);
    return first == null ? list : "see " + first;
  }
}
