package io.nauthera.webhook.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.NullValue;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelOptionalLibrary;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ValidatingAdmissionPolicy of the chart for a webhook that does not answer, evaluated here.
 */
final class FallbackPolicy {
  private static final Path SPEC = Path.of("../../charts/nauthera/files/fallback-policy.yaml");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Cel CEL =
      CelFactory.plannerCelBuilder()
          .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
          .addCompilerLibraries(CelExtensions.strings(), CelOptionalLibrary.INSTANCE)
          .addRuntimeLibraries(CelExtensions.strings(), CelOptionalLibrary.INSTANCE)
          .addVar("object", SimpleType.DYN)
          .addVar("oldObject", SimpleType.DYN)
          .addVar("variables", MapType.create(SimpleType.STRING, SimpleType.DYN))
          .build();

  private final Map<String, CelRuntime.Program> variables = new LinkedHashMap<>();

  FallbackPolicy() throws IOException {
    for (JsonNode variable : YAML.readTree(SPEC.toFile()).path("variables")) {
      variables.put(variable.path("name").asText(), program(variable.path("expression").asText()));
    }
  }

  private static CelRuntime.Program program(String expression) {
    try {
      return CEL.createProgram(CEL.compile(expression).getAst());
    } catch (CelValidationException | CelEvaluationException e) {
      throw new IllegalArgumentException(expression, e);
    }
  }

  /** What the policy refuses, each as a sentence with its field. */
  List<String> mistakes(JsonNode object, @Nullable JsonNode oldObject) {
    Map<String, Object> values = new HashMap<>();
    var input = Map.of("object", plain(object), "oldObject", plain(oldObject), "variables", values);
    try {
      for (Map.Entry<String, CelRuntime.Program> variable : variables.entrySet()) {
        values.put(variable.getKey(), variable.getValue().eval(input));
      }
    } catch (CelEvaluationException e) {
      throw new AssertionError(object + " " + oldObject, e);
    }
    return ((List<?>) values.getOrDefault("mistakes", List.of()))
        .stream().map(String::valueOf).toList();
  }

  private static Object plain(@Nullable JsonNode json) {
    return json == null ? NullValue.NULL_VALUE : YAML.convertValue(json, Map.class);
  }
}
