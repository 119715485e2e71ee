package io.nauthera.api.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;

class GroupedIndexTest {
  private final GroupedIndex<Object, String, String> index = new GroupedIndex<>();

  /** Groups are named after clients and their ids, which come and go for years. */
  @Test
  void group_leftByItsLastMember_isForgotten() throws InterruptedException {
    var group = new WeakReference<>(joined("one"));
    assertThat(index.group(group.get())).containsExactly("value");
    index.put("one", "elsewhere", "value");

    var removed = new WeakReference<>(joined("two"));
    index.remove("two");

    for (int i = 0; i < 100 && (group.get() != null || removed.get() != null); i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertThat(group.get()).isNull();
    assertThat(removed.get()).isNull();
  }

  private Object joined(String key) {
    Object group = new Object();
    index.put(key, group, "value");
    return group;
  }
}
