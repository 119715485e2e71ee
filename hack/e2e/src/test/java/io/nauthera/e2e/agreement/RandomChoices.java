package io.nauthera.e2e.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Random choices from one seeded source. */
public final class RandomChoices {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final RandomGenerator random;

  public RandomChoices(RandomGenerator random) {
    this.random = random;
  }

  boolean withProbability(double probability) {
    return random.nextDouble() < probability;
  }

  int upTo(int most) {
    return random.nextInt(most + 1);
  }

  <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** Usually one of the first list, sometimes one of the second. */
  <T> T mostly(List<T> usual, List<T> odd) {
    return pick(withProbability(0.93) ? usual : odd);
  }

  /** Rarely with a value that the list already contains. */
  ArrayNode some(List<String> usual, List<String> odd, int most) {
    ArrayNode list = JSON.arrayNode();
    for (int i = upTo(most); i > 0; i--) {
      JsonNode value = text(usual, odd);
      if (list.valueStream().noneMatch(value::equals) || withProbability(0.05)) {
        list.add(value);
      }
    }
    return list;
  }

  void maybe(double probability, ObjectNode object, String field, Supplier<JsonNode> value) {
    if (withProbability(probability)) {
      object.set(field, value.get());
    }
  }

  JsonNode text(List<String> usual, List<String> odd) {
    return JSON.textNode(mostly(usual, odd));
  }

  JsonNode flag() {
    return JSON.booleanNode(random.nextBoolean());
  }
}
