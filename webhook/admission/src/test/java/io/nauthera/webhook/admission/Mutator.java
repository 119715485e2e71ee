package io.nauthera.webhook.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes random changes to a review that no API server would send. */
final class Mutator {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Deeper than the webhook reads. */
  private static final int DEEPEST = 300;

  private static final List<String> NASTY =
      List.of(
          "",
          " ",
          "\0",
          "\r\n",
          "\u001b[2J",
          "\ud800",
          "x\udc00y",
          "😀".repeat(80),
          "\u202egro.live\u202c",
          "\ufeff",
          "%00",
          "%2e%2e%2f",
          "%ff",
          "*",
          "*.example.com",
          "\\\\host\\share",
          "https://app.example.com\\@evil.example/",
          "https://user:word@app.example.com/",
          "https://аpp.example.com/",
          "https://0x7f.1/",
          "https://2130706433/",
          "https://[::ffff:127.0.0.1]/",
          "//evil.example/",
          "javascript:alert(1)",
          "~1~0/",
          "a".repeat(64),
          "long ".repeat(20_000),
          "P1D",
          "99999999999999999999h",
          "-1s",
          "* * * * *",
          "60 24 32 13 8",
          "1/0 * * * *",
          "__proto__",
          "true",
          "null",
          "CREATE",
          "UPDATE",
          "DELETE",
          "CONNECT",
          "create",
          "authclients",
          "authpolicies",
          "authservers",
          "secrets",
          "AdmissionReview",
          "admission.k8s.io/v1",
          "admission.k8s.io/v1beta1",
          "v1alpha1",
          "v1beta1",
          "In",
          "Exists",
          "Warn",
          "security",
          "strict-server",
          "2026-01-01T00:00:00Z");

  private static final List<String> HEADERS =
      List.of("kind", "apiVersion", "uid", "operation", "resource", "group", "version", "object");

  private static final List<JsonNode> NUMBERS =
      List.of(
          JSON.numberNode(0),
          JSON.numberNode(-1.5),
          JSON.numberNode(Long.MIN_VALUE),
          JSON.numberNode(Double.MAX_VALUE),
          JSON.numberNode(BigInteger.TEN.pow(400)));

  private static final List<Character> SYNTAX =
      List.of('"', '{', '}', '[', ']', ',', ':', '\\', '0');

  private final RandomGenerator random;

  Mutator(RandomGenerator random) {
    this.random = random;
  }

  /** Does not change its arguments. */
  JsonNode changed(JsonNode review, JsonNode donor) {
    // In an array, so that the review itself is a place too.
    ArrayNode holder = JSON.arrayNode().add(review.deepCopy());
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      change(holder, donor);
    }
    return holder.isEmpty() ? JSON.missingNode() : holder.get(0);
  }

  private void change(ArrayNode holder, JsonNode donor) {
    List<JsonPlace> places = JsonPlace.in(holder);
    if (places.isEmpty()) {
      return;
    }
    JsonPlace place = pick(places);
    switch (random.nextInt(10)) {
      case 0, 1 -> place.set(value(2));
      case 2 -> place.remove();
      case 3 -> place.duplicate(value(0).asText());
      case 4 -> {
        JsonPlace other = pick(places);
        JsonNode taken = other.get().deepCopy();
        other.set(place.get().deepCopy());
        place.set(taken);
      }
      case 5 -> place.set(nested(place.get()));
      case 6 -> {
        if (place.get() instanceof ObjectNode object) {
          object.set(pick(NASTY), value(2));
        }
      }
      case 7 -> place.set(pick(JsonPlace.in(JSON.arrayNode().add(donor))).get().deepCopy());
      case 8 -> {
        List<JsonPlace> headers =
            places.stream().filter(header -> HEADERS.contains(header.field())).toList();
        if (!headers.isEmpty()) {
          pick(headers).set(JSON.textNode(pick(NASTY)));
        }
      }
      default ->
          place.set(
              JSON.textNode(place.get().isTextual() ? twisted(place.get().asText()) : pick(NASTY)));
    }
  }

  /** Inserts, removes or repeats a part of the text. */
  String twisted(String text) {
    int at = random.nextInt(text.length() + 1);
    int end = Math.min(text.length(), at + random.nextInt(3));
    return switch (random.nextInt(4)) {
      case 0 -> text.substring(0, at) + pick(NASTY) + text.substring(at);
      case 1 -> text.substring(0, at) + text.substring(end);
      case 2 -> text.substring(0, end) + text.substring(at);
      default -> text.substring(0, at) + (char) random.nextInt(0x10000) + text.substring(end);
    };
  }

  /** Changes, removes or inserts a few bytes. */
  byte[] damaged(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 1 + random.nextInt(3); i > 0 && bytes.length > 0; i--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes = Arrays.copyOf(bytes, at);
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes[at] = (byte) pick(SYNTAX).charValue();
        default -> {
          byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
          System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
          longer[at] = (byte) random.nextInt(256);
          bytes = longer;
        }
      }
    }
    return bytes;
  }

  private JsonNode value(int depth) {
    return switch (random.nextInt(depth == 0 ? 4 : 6)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.booleanNode(random.nextBoolean());
      case 2 -> pick(NUMBERS);
      case 3 -> JSON.textNode(pick(NASTY));
      case 4 -> {
        ArrayNode list = JSON.arrayNode();
        for (int i = random.nextInt(3); i > 0; i--) {
          list.add(value(depth - 1));
        }
        yield list;
      }
      default -> {
        ObjectNode object = JSON.objectNode();
        for (int i = random.nextInt(3); i > 0; i--) {
          object.set(pick(NASTY), value(depth - 1));
        }
        yield object;
      }
    };
  }

  private JsonNode nested(JsonNode innermost) {
    JsonNode node = innermost.deepCopy();
    boolean lists = random.nextBoolean();
    for (int i = random.nextInt(random.nextBoolean() ? 3 : DEEPEST); i >= 0; i--) {
      node = lists ? JSON.arrayNode().add(node) : JSON.objectNode().set("spec", node);
    }
    return node;
  }

  <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
