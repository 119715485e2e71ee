package io.nauthera.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** A refusal without what may differ: the order of its causes, and what is drawn by lot. */
record Said(int code, String reason, String message, List<String> causes) {
  static Said of(JsonNode status, ObjectNode manifest) {
    String name = status.at("/details/name").asText();
    String base = manifest.at("/metadata/generateName").asText();
    boolean isDrawn =
        !base.isEmpty() && manifest.at("/metadata/name").asText("").isEmpty() && !name.isEmpty();
    List<String> causes = new ArrayList<>();
    for (JsonNode cause : status.at("/details/causes")) {
      String text =
          "%s %s: %s"
              .formatted(
                  cause.path("reason").asText(),
                  cause.path("field").asText(),
                  cause.path("message").asText());
      boolean isOfDrawn = isDrawn && cause.path("field").asText().equals("metadata.name");
      causes.add(isOfDrawn ? text.replaceFirst("(?s)\".*\":", "drawn:") : text);
    }
    int code = status.path("code").asInt();
    // The causes of what could not be read are the command line's own.
    return new Said(
        code,
        status.path("reason").asText(),
        code == 422 ? opening(status) : status.path("message").asText(),
        code == 422 ? causes.stream().sorted().toList() : List.of());
  }

  /** Up to the causes, which must be those of the details. */
  private static String opening(JsonNode status) {
    String message = status.path("message").asText();
    var texts = new LinkedHashSet<String>();
    status
        .at("/details/causes")
        .forEach(cause ->
            texts.add(cause.path("field").asText() + ": " + cause.path("message").asText()));
    String joined = String.join(", ", texts);
    String all = texts.size() == 1 ? joined : "[" + joined + "]";
    assertThat(message).endsWith(all);
    String opening = message.substring(0, message.length() - all.length());
    return opening.replaceFirst("(?s) \".*\" is invalid", "");
  }
}
