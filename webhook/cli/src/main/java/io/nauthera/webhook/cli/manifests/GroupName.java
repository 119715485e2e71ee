package io.nauthera.webhook.cli.manifests;

import io.nauthera.api.v1alpha1.AuthApi;
import java.nio.charset.StandardCharsets;

/**
 * The name of the API group, which every manifest of Nauthera contains. A file without it cannot
 * matter, also if it cannot be read.
 */
final class GroupName {
  private static final byte[] NAME = AuthApi.GROUP.getBytes(StandardCharsets.US_ASCII);

  private GroupName() {}

  /** Whether the bytes contain the name, in UTF-8 or UTF-16. */
  static boolean isIn(byte[] bytes) {
    int found = 0;
    for (byte each : bytes) {
      if (each != 0) { // half of each ASCII character in UTF-16
        found = each == NAME[found] ? found + 1 : each == NAME[0] ? 1 : 0;
        if (found == NAME.length) {
          return true;
        }
      }
    }
    return false;
  }
}
