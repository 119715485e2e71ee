package io.nauthera.webhook.admission;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.api.mapping.JsonScalars;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads an AdmissionReview while it arrives. A JSON value takes up to 30 times the memory of its
 * text, so the limits count values and levels, not only bytes. {@code managedFields} are skipped.
 */
public final class ReviewReader {
  /** Object and old object together. A large AuthClient has fewer than 1,000. */
  static final int MAX_VALUES = 50_000;

  static final int MAX_LEVELS = 200;

  /** What the tree takes for each value besides its text. */
  private static final int BYTES_PER_VALUE = 100;

  private static final int VALUES_PER_STEP = 64;

  /** In {@code request.object.metadata}. */
  private static final int LEVEL_OF_METADATA = 4;

  /** Annotations have at most 256 KiB together, and one of them may be the whole manifest. */
  private static final int MAX_TEXT = 1 << 20;

  /**
   * The API server allows 10,000 levels. Names are not canonicalized, because Jackson would keep
   * them in memory after the review.
   */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(10_000)
                  .maxStringLength(MAX_TEXT)
                  .build())
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  private final JsonParser parser;
  private final Memory memory;
  private @Nullable ObjectNode review;
  private int values;

  private ReviewReader(JsonParser parser, Memory memory) {
    this.parser = parser;
    this.memory = memory;
  }

  /** Grants heap for a review while it arrives. */
  @FunctionalInterface
  public interface Memory {
    /** Fails if there is not enough. */
    void take(int bytes) throws ReviewLimitException;
  }

  /**
   * Reads to the end of the review.
   *
   * @throws ReviewLimitException with the uid of the request if it was read before the limit was
   *     reached
   * @throws MalformedReview if this is not one JSON object
   * @throws IOException if reading fails
   */
  public static JsonNode read(InputStream body, Memory memory) throws IOException, MalformedReview {
    try (JsonParser parser = JSON.createParser(body)) {
      return new ReviewReader(parser, memory).review();
    } catch (JsonProcessingException e) {
      throw new MalformedReview("the body is not valid JSON");
    }
  }

  private JsonNode review() throws IOException, MalformedReview {
    try {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new MalformedReview("the body is not a JSON object");
      }
      var root = JsonNodeFactory.instance.objectNode();
      review = root;
      fill(root, 1, "");
      return root;
    } catch (ReviewLimitException e) {
      throw e.of(uid());
    } catch (StreamConstraintsException e) {
      throw ReviewLimitException.tooLarge("contains a name, a number or a text that is too long")
          .of(uid());
    }
  }

  /** Null where it was not read yet. */
  private @Nullable String uid() {
    return review == null ? null : AdmissionRequest.uid(review).orElse(null);
  }

  /** Adds a container before it is full, so that what was read before a limit is there. */
  private void read(Consumer<JsonNode> parent, int level, String name) throws IOException {
    count();
    switch (parser.currentToken()) {
      case START_OBJECT -> {
        var object = JsonNodeFactory.instance.objectNode();
        parent.accept(object);
        fill(object, level + 1, name);
      }
      case START_ARRAY -> {
        var array = JsonNodeFactory.instance.arrayNode();
        parent.accept(array);
        fill(array, level + 1);
      }
      default -> parent.accept(JsonScalars.read(parser));
    }
  }

  private void fill(ObjectNode object, int level, String own) throws IOException {
    limit(level);
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (level == LEVEL_OF_METADATA && own.equals("metadata") && name.equals("managedFields")) {
        parser.skipChildren();
      } else {
        read(value -> object.set(name, value), level, name);
      }
    }
  }

  private void fill(ArrayNode array, int level) throws IOException {
    limit(level);
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      read(array::add, level, "");
    }
  }

  private void count() throws ReviewLimitException {
    if (values % VALUES_PER_STEP == 0) {
      memory.take(VALUES_PER_STEP * BYTES_PER_VALUE);
    }
    if (++values > MAX_VALUES) {
      throw ReviewLimitException.tooLarge("contains more than " + MAX_VALUES + " JSON values");
    }
  }

  private static void limit(int level) throws ReviewLimitException {
    if (level > MAX_LEVELS) {
      throw ReviewLimitException.tooLarge("is nested deeper than " + MAX_LEVELS + " levels");
    }
  }
}
