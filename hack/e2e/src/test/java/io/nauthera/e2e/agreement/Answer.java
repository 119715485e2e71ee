package io.nauthera.e2e.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An answer to a manifest, of the API server or of the CLI, without the parts that can differ: the
 * order of the API server's own causes, their repetition in the message, the words about malformed
 * metadata, and random names. The code of an allowed manifest is 0.
 */
record Answer(int code, String reason, String message, List<String> causes, List<String> warnings) {
  private static final String DENIED = "(?s)admission webhook \"[^\"]+\" denied the request: ";

  /** What the API server and the CLI say of metadata that cannot be read; numbers are compared. */
  private static final Pattern MALFORMED_METADATA =
      Pattern.compile(
          "(cannot be handled as a \\w+: )(metadata[.:\\[]|parsing time |json: cannot unmarshal "
              + "(?!number \\S+ into Go value of type float64)).*",
          Pattern.DOTALL);

  /** Of another client, in a message about a conflict. */
  private static final Pattern DRAWN_ELSEWHERE =
      Pattern.compile(RandomClients.DRAWN + "[a-z0-9]{5}");

  private static final Pattern DRAWN = Pattern.compile(" \"(?:[^\"\\\\]|\\\\.)*\" is invalid");

  private static final String UNKNOWN_FIELDS = "strict decoding error: ";

  static Answer of(JsonNode status, ObjectNode manifest, List<String> warnings) {
    boolean isDrawn =
        !manifest.at("/metadata/generateName").asText().isEmpty()
            && manifest.at("/metadata/name").asText("").isEmpty()
            && !status.at("/details/name").asText().isEmpty();
    String drawn = isDrawn ? status.at("/details/name").asText() : "(drawn)";
    int code = status.path("code").asInt();
    String message = withoutDrawn(status.path("message"), drawn);
    Set<String> causes = new TreeSet<>();
    Set<String> listed = new LinkedHashSet<>();
    // Only the CLI has causes for a manifest that cannot be read.
    for (JsonNode cause : code == 400 ? List.<JsonNode>of() : status.at("/details/causes")) {
      String field = cause.path("field").asText();
      String text = withoutDrawn(cause.path("message"), drawn);
      String named = cause.path("reason").asText() + " " + field;
      causes.add(field.startsWith("metadata.") ? named : named + ": " + text);
      listed.add(field + ": " + text);
    }
    String list = String.join(", ", listed);
    String end = listed.size() == 1 ? list : "[" + list + "]";
    if (!listed.isEmpty() && message.endsWith(end)) {
      String opening = message.substring(0, message.length() - end.length()) + "(causes)";
      message = isDrawn ? DRAWN.matcher(opening).replaceFirst("") : opening;
    }
    return new Answer(
        code,
        status.path("reason").asText(),
        code == 400 ? readable(message) : message,
        List.copyOf(causes),
        warnings);
  }

  /** Warnings of the webhook in a result of the CLI; what the CLI says about other tools is not. */
  static List<String> warnings(JsonNode result) {
    Set<String> own =
        result
            .path("warned")
            .valueStream()
            .filter(warning -> warning.path("rule").asText().equals("server-side-apply"))
            .map(
                warning -> warning.path("field").asText() + ": " + warning.path("message").asText())
            .collect(Collectors.toSet());
    return result
        .path("warnings")
        .valueStream()
        .map(JsonNode::asText)
        .filter(warning -> !own.contains(warning))
        .toList();
  }

  private static String withoutDrawn(JsonNode text, String drawn) {
    return DRAWN_ELSEWHERE
        .matcher(text.asText().replace(drawn, "(drawn)"))
        .replaceAll("(drawn elsewhere)");
  }

  private static String readable(String message) {
    int unknown = message.indexOf(UNKNOWN_FIELDS);
    if (unknown < 0) {
      return MALFORMED_METADATA.matcher(message).replaceFirst("$1(metadata)");
    }
    String[] fields = message.substring(unknown + UNKNOWN_FIELDS.length()).split(", ", -1);
    Arrays.sort(fields);
    return message.substring(0, unknown + UNKNOWN_FIELDS.length()) + String.join(", ", fields);
  }

  /** Without the API server's words about which webhook denied the request. */
  Answer unattributed() {
    return new Answer(code, reason, message.replaceFirst(DENIED, ""), causes, warnings);
  }

  boolean isAllowed() {
    return code == 0;
  }
}
