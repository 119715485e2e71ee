package io.nauthera.controller.keycloak;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An answer of a server. {@code body} is missing if the server sends no JSON. {@code location} is
 * the URL of what was created; {@code retryAfter} is how long the server asks to wait.
 */
record Answer(int status, JsonNode body, @Nullable String location, @Nullable Duration retryAfter) {
  private static final Pattern SECONDS = Pattern.compile("\\d{1,18}");

  /** A tree takes about 100 bytes for each token. */
  private static final ObjectMapper SHORT = reading(40_000);

  private static final ObjectMapper LONG = reading(200_000);
  private static final int SHORT_BYTES = 1024 * 1024;

  private static ObjectMapper reading(long maxTokens) {
    return new ObjectMapper(
        JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxTokenCount(maxTokens).build())
            .build());
  }

  static Answer of(HttpResponse<byte[]> response, int maxBytes) {
    return new Answer(
        response.statusCode(),
        json(response.body(), maxBytes <= SHORT_BYTES ? SHORT : LONG),
        response.headers().firstValue("Location").orElse(null),
        retryAfter(response.headers()).orElse(null));
  }

  boolean isSuccess() {
    return status / 100 == 2;
  }

  /** What Keycloak says about an error, in either of its forms; empty if it is not Keycloak. */
  String error() {
    return body.path("errorMessage").asText(body.path("error").asText(""));
  }

  private static JsonNode json(byte[] body, ObjectMapper json) {
    try {
      JsonNode tree = json.readTree(body);
      return tree == null ? MissingNode.getInstance() : tree;
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  /**
   * RFC 9110 §10.2.3; the caller limits it. A date is compared with the clock of the server,
   * because ours may be wrong. Empty for a time that has passed.
   */
  static Optional<Duration> retryAfter(HttpHeaders headers) {
    String value = headers.firstValue("Retry-After").orElse("").trim();
    if (SECONDS.matcher(value).matches()) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
    }
    Optional<ZonedDateTime> until = date(value);
    Optional<ZonedDateTime> now = headers.firstValue("Date").flatMap(Answer::date);
    return until.isEmpty() || now.isEmpty() || until.get().isBefore(now.get())
        ? Optional.empty()
        : Optional.of(Duration.between(now.get(), until.get()));
  }

  private static Optional<ZonedDateTime> date(String text) {
    try {
      return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
