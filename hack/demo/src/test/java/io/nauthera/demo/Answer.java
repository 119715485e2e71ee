package io.nauthera.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What is said of a manifest, by whomever; code is 0 where it is let in. The API server's own
 * causes come in no order, and so does the message that is made of them.
 */
record Answer(int code, String message, Set<String> causes, List<String> warnings) {
  private static final String DENIED = "(?s)admission webhook \"[^\"]+\" denied the request: ";

  static Answer of(JsonNode status, List<String> warnings) {
    if (!status.path("status").asText().equals("Failure")) {
      return new Answer(0, "", Set.of(), warnings);
    }
    Set<String> causes =
        StreamSupport.stream(status.at("/details/causes").spliterator(), false)
            .map(cause ->
                "%s %s %s"
                    .formatted(
                        cause.path("reason").asText(),
                        cause.path("field").asText(),
                        cause.path("message").asText()))
            .collect(Collectors.toSet());
    String message = status.path("message").asText().replaceFirst(DENIED, "");
    boolean isListed = causes.size() > 1 && !message.contains("\n* ");
    return new Answer(
        status.path("code").asInt(),
        isListed ? "" : message,
        status.path("code").asInt() == 400 ? Set.of() : causes,
        warnings);
  }

  boolean isAllowed() {
    return code == 0;
  }
}
