package io.nauthera.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AddressRangeTest {
  @TempDir Path locks;

  @Test
  void ranges_claimedAtTheSameTime_differ() {
    var first = AddressRange.claim(locks);
    var second = AddressRange.claim(locks);
    assertThat(first.serviceCidr()).isNotEqualTo(second.serviceCidr());
    assertThat(first.nextPodAddress()).isNotEqualTo(first.nextPodAddress());
    first.close();
    second.close();
  }
}
