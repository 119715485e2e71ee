package io.nauthera.e2e.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.nauthera.webhook.admission.JsonPlace;
import java.math.BigInteger;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes random changes to a manifest, most of which make it invalid. */
final class ManifestMutator {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "-",
          "a-",
          ".a",
          "a..b",
          "a.b",
          "a/b",
          "A_b.c",
          "a/b/c",
          "/a",
          "a/",
          "\0",
          "\n",
          "\"\\",
          "\u0007\u000b\u007f\u00a0\u00ad",
          "<&>\u2028",
          "\ud800",
          "é",
          "😀",
          "\u202e\ufeff\ue000",
          "1h",
          "0s",
          "90m1s",
          "1h1h1h",
          "99999h99999h99999h",
          "1d",
          "https://a.example/realms/r",
          "https://a.example",
          "http://127.0.0.1:8080/realms/r",
          "http://[::1]/realms/r",
          "ldap://a",
          "Selector",
          "private_key_jwt",
          "none",
          "implicit",
          "Retain",
          "Enforce",
          "In",
          "orphan",
          "foregroundDeletion",
          "2026-01-02T03:04:05Z",
          "2026-02-30T03:04:05.1+01:00",
          "2026-13-02T3:04:05Z",
          "2026-01-02T03:04:05+1",
          "2026-01-02T03:04:05Zx");

  private static final List<String> FIELDS =
      List.of(
          "name",
          "generateName",
          "namespace",
          "labels",
          "annotations",
          "finalizers",
          "ownerReferences",
          "uid",
          "selfLink",
          "generation",
          "creationTimestamp",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "managedFields",
          "clusterName");

  /** Go writes none of these without a decimal point. */
  private static final List<JsonNode> NUMBERS =
      List.of(
          JSON.numberNode(0),
          JSON.numberNode(65),
          JSON.numberNode(-1.5),
          JSON.numberNode(1e-7),
          JSON.numberNode(1234567.5),
          JSON.numberNode(1e21),
          JSON.numberNode(Long.MIN_VALUE),
          JSON.numberNode(BigInteger.TWO.pow(64)),
          JSON.numberNode(BigInteger.TEN.pow(400)));

  private static final List<Integer> LENGTHS =
      List.of(2, 17, 63, 64, 65, 128, 129, 253, 254, 255, 256, 512, 513, 2048, 2049);

  private final RandomGenerator random;

  ManifestMutator(RandomGenerator random) {
    this.random = random;
  }

  /** Does not change its arguments. */
  ObjectNode changed(ObjectNode manifest, ObjectNode donor) {
    ObjectNode changed = manifest.deepCopy();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      change(changed, donor);
    }
    return changed;
  }

  private void change(ObjectNode manifest, ObjectNode donor) {
    JsonPlace place = pick(JsonPlace.in(manifest));
    JsonNode value = place.get();
    switch (random.nextInt(13)) {
      case 0 -> place.set(value(2));
      case 1 -> place.remove();
      case 2 -> place.set(pick(JsonPlace.in(donor)).get().deepCopy());
      case 3 -> place.set(longer(value));
      case 4 -> {
        if (value instanceof ObjectNode object) {
          object.set(pick(TEXTS), value(2));
        }
      }
      case 5 -> {
        if (value instanceof ArrayNode list && !list.isEmpty()) {
          list.add(pick(List.of(list.get(0), list.get(list.size() - 1))).deepCopy());
          list.add(random.nextBoolean() ? list.get(0).deepCopy() : value(1));
        }
      }
      case 6 -> metadata(manifest).set(pick(FIELDS), value(2));
      case 7 -> texts(metadata(manifest), pick(List.of("labels", "annotations")));
      case 8 -> owner(metadata(manifest));
      case 9 -> place.set(TextNode.valueOf(twisted(value.asText())));
      case 10 -> {
        String field = pick(List.of("conditions", "clientId", "observedGeneration", "x"));
        manifest.putObject("status").set(field, value(2));
      }
      case 11 -> {
        metadata(manifest).remove("name");
        metadata(manifest).put("generateName", pick(List.of("a-", "A-", "-", "a".repeat(70))));
      }
      default -> place.set(TextNode.valueOf(pick(TEXTS)));
    }
  }

  private ObjectNode metadata(ObjectNode manifest) {
    return manifest.get("metadata") instanceof ObjectNode metadata
        ? metadata
        : manifest.putObject("metadata");
  }

  private void texts(ObjectNode metadata, String field) {
    ObjectNode texts = metadata.putObject(field);
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      int length = pick(LENGTHS);
      String key = random.nextBoolean() ? pick(TEXTS) : "k".repeat(length);
      String value = "v".repeat(random.nextInt(50) == 0 ? 262_200 : length);
      texts.put(random.nextBoolean() ? key : "example.com/" + key, pick(List.of(value, key, "v")));
    }
  }

  private void owner(ObjectNode metadata) {
    ArrayNode owners =
        metadata.get("ownerReferences") instanceof ArrayNode list
            ? list
            : metadata.putArray("ownerReferences");
    ObjectNode owner = owners.addObject();
    owner.put("apiVersion", pick(List.of("v1", "apps/v1", "", "a/b/c", "/", "a/")));
    owner.put("kind", pick(List.of("Event", "Deployment", "")));
    owner.put("name", pick(List.of("a", "", "<b>"))).put("uid", pick(List.of("u", "")));
    if (random.nextBoolean()) {
      owner.put("controller", random.nextBoolean());
    }
    if (random.nextInt(4) == 0) {
      owner.set(pick(List.of("kind", "uid", "controller", "blockOwnerDeletion", "x")), value(1));
    }
  }

  private JsonNode longer(JsonNode value) {
    int length = pick(LENGTHS);
    if (value instanceof ArrayNode list && !list.isEmpty()) {
      ArrayNode longer = list.deepCopy();
      for (int i = longer.size(); i < length; i++) {
        longer.add(list.get(0).isTextual() ? TextNode.valueOf("x" + i) : list.get(0).deepCopy());
      }
      return longer;
    }
    return TextNode.valueOf(pick(List.of("a", "é", "😀")).repeat(length));
  }

  private String twisted(String text) {
    int at = random.nextInt(text.length() + 1);
    int end = Math.min(text.length(), at + random.nextInt(3));
    return text.substring(0, at)
        + pick(List.of("", pick(TEXTS), String.valueOf((char) random.nextInt(0x800))))
        + text.substring(end);
  }

  private JsonNode value(int depth) {
    return switch (random.nextInt(depth == 0 ? 4 : 6)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.booleanNode(random.nextBoolean());
      case 2 -> pick(NUMBERS);
      case 3 -> TextNode.valueOf(pick(TEXTS));
      case 4 -> {
        ArrayNode list = JSON.arrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
          list.add(value(depth - 1));
        }
        yield list;
      }
      default -> {
        ObjectNode object = JSON.objectNode();
        for (int i = random.nextInt(3); i > 0; i--) {
          object.set(pick(TEXTS), value(depth - 1));
        }
        yield object;
      }
    };
  }

  <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
