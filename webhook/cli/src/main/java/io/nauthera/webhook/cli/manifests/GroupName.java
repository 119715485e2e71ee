package io.nauthera.webhook.cli.manifests;

import io.nauthera.api.v1alpha1.AuthApi;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The name of the API group, which every manifest of Nauthera contains. A file without it cannot
 * matter, also if it cannot be read.
 */
final class GroupName {
  private static final int CHUNK = 1 << 20;

  /** Beyond, a file is not searched. */
  private static final long MOST_BYTES = 1L << 30;

  private GroupName() {}

  /** Whether the bytes contain the name, in UTF-8 or UTF-16. */
  static boolean isIn(byte[] bytes) {
    return isIn(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  private static boolean isIn(String text) {
    return text.contains(AuthApi.GROUP)
        // Half of each ASCII character in UTF-16.
        || (text.indexOf('\0') >= 0 && text.replace("\0", "").contains(AuthApi.GROUP));
  }

  /** Whether a file of any size contains the name; true also where it is too large to say. */
  static boolean mayBeIn(InputStream in, long size) throws IOException {
    if (size > MOST_BYTES) {
      return true;
    }
    String end = "";
    for (byte[] chunk = in.readNBytes(CHUNK); chunk.length > 0; chunk = in.readNBytes(CHUNK)) {
      String text = end + new String(chunk, StandardCharsets.ISO_8859_1);
      if (isIn(text)) {
        return true;
      }
      end = text.substring(Math.max(0, text.length() - 2 * AuthApi.GROUP.length()));
    }
    return false;
  }
}
