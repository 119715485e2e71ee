package io.nauthera.e2e.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * An answer to a manifest, of the API server or of the CLI, without the parts that can differ: the
 * order of the API server's own causes, their repetition in the message, and random names. The code
 * of an allowed manifest is 0.
 */
record Answer(int code, String reason, String message, List<String> causes, List<String> warnings) {
  private static final String DENIED = "(?s)admission webhook \"[^\"]+\" denied the request: ";

  static Answer of(JsonNode status, ObjectNode manifest, List<String> warnings) {
    boolean isDrawn =
        !manifest.at("/metadata/generateName").asText().isEmpty()
            && manifest.at("/metadata/name").asText("").isEmpty()
            && !status.at("/details/name").asText().isEmpty();
    int code = status.path("code").asInt();
    String message = status.path("message").asText();
    List<String> causes = new ArrayList<>();
    Set<String> listed = new LinkedHashSet<>();
    // Only the CLI has causes for a manifest that cannot be read.
    for (JsonNode cause : code == 400 ? List.<JsonNode>of() : status.at("/details/causes")) {
      String field = cause.path("field").asText();
      String text = cause.path("message").asText();
      boolean isOfDrawn = isDrawn && field.equals("metadata.name");
      causes.add(
          "%s %s: %s"
              .formatted(
                  cause.path("reason").asText(),
                  field,
                  isOfDrawn ? text.replaceFirst("(?s)\".*\":", "drawn:") : text));
      listed.add(field + ": " + text);
    }
    String list = String.join(", ", listed);
    String end = listed.size() == 1 ? list : "[" + list + "]";
    if (!listed.isEmpty() && message.endsWith(end)) {
      String opening = message.substring(0, message.length() - end.length()) + "(causes)";
      message = isDrawn ? opening.replaceFirst("(?s) \".*\" is invalid", "") : opening;
    }
    return new Answer(
        code, status.path("reason").asText(), message, causes.stream().sorted().toList(), warnings);
  }

  /** Without the API server's words about which webhook denied the request. */
  Answer unattributed() {
    return new Answer(code, reason, message.replaceFirst(DENIED, ""), causes, warnings);
  }

  boolean isAllowed() {
    return code == 0;
  }
}
