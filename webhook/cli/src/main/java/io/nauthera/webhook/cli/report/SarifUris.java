package io.nauthera.webhook.cli.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/** Files as artifactLocation objects (SARIF 2.1.0 section 3.4), their URIs as of RFC 3986. */
final class SarifUris {
  /** The name that code scanning knows for the root of the repository. */
  private static final String BASE = "%SRCROOT%";

  private static final String UNRESERVED = "-._~/";

  private SarifUris() {}

  static ObjectNode of(String file) {
    ObjectNode location = JsonNodeFactory.instance.objectNode();
    if (file.startsWith("/")) {
      return location.put("uri", "file://" + encoded(file));
    }
    String relative = file.startsWith("./") ? file.substring(2) : file;
    return location.put("uri", encoded(relative)).put("uriBaseId", BASE);
  }

  static void describeBase(ObjectNode run) {
    run.putObject("originalUriBaseIds")
        .putObject(BASE)
        .putObject("description")
        .put("text", "The folder in which the command was run.");
  }

  private static String encoded(String path) {
    StringBuilder uri = new StringBuilder();
    for (byte octet : path.getBytes(StandardCharsets.UTF_8)) {
      char character = (char) (octet & 0xFF);
      boolean isLetterOrDigit = character < 0x80 && Character.isLetterOrDigit(character);
      if (isLetterOrDigit || UNRESERVED.indexOf(character) >= 0) {
        uri.append(character);
      } else {
        uri.append("%%%02X".formatted((int) character));
      }
    }
    return uri.toString();
  }
}
