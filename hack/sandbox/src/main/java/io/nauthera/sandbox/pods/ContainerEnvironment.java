package io.nauthera.sandbox.pods;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.nauthera.sandbox.process.SandboxException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The environment variables of a container, and the expansion of $(VARIABLE) in its arguments. */
record ContainerEnvironment(Map<String, String> variables) {
  private static final Pattern REFERENCE = Pattern.compile("\\$(\\$|\\(([A-Za-z_][\\w.-]*)\\))");

  /** Looks up the values that a container spec refers to. */
  interface Sources {
    Optional<String> field(String path);

    /** The decoded data of a Secret, or nothing if the Secret does not exist. */
    Optional<Map<String, String>> secret(String name);

    Optional<Map<String, String>> configMap(String name);
  }

  ContainerEnvironment {
    variables = Map.copyOf(variables);
  }

  static ContainerEnvironment of(Container container, Sources sources) {
    var variables = new LinkedHashMap<String, String>();
    for (var from : container.getEnvFrom()) {
      var prefix = Optional.ofNullable(from.getPrefix()).orElse("");
      if (from.getSecretRef() != null) {
        var name = from.getSecretRef().getName();
        data(sources.secret(name), "Secret " + name, from.getSecretRef().getOptional())
            .forEach((key, value) -> variables.put(prefix + key, value));
      }
      if (from.getConfigMapRef() != null) {
        var name = from.getConfigMapRef().getName();
        data(sources.configMap(name), "ConfigMap " + name, from.getConfigMapRef().getOptional())
            .forEach((key, value) -> variables.put(prefix + key, value));
      }
    }
    for (var variable : container.getEnv()) {
      var source = variable.getValueFrom();
      if (source == null) {
        var value = Optional.ofNullable(variable.getValue()).orElse("");
        variables.put(variable.getName(), expand(value, variables));
      } else {
        resolve(variable, source, sources).ifPresent(v -> variables.put(variable.getName(), v));
      }
    }
    return new ContainerEnvironment(variables);
  }

  private static Optional<String> resolve(EnvVar variable, EnvVarSource source, Sources sources) {
    if (source.getFieldRef() != null) {
      var path = source.getFieldRef().getFieldPath();
      return Optional.of(
          sources
              .field(path)
              .orElseThrow(
                  () -> new SandboxException("the sandbox does not support field " + path)));
    }
    if (source.getSecretKeyRef() != null) {
      var ref = source.getSecretKeyRef();
      return key(
          data(sources.secret(ref.getName()), "Secret " + ref.getName(), ref.getOptional()),
          ref.getKey(),
          ref.getOptional());
    }
    if (source.getConfigMapKeyRef() != null) {
      var ref = source.getConfigMapKeyRef();
      return key(
          data(sources.configMap(ref.getName()), "ConfigMap " + ref.getName(), ref.getOptional()),
          ref.getKey(),
          ref.getOptional());
    }
    throw new SandboxException(
        "the sandbox does not support the source of variable " + variable.getName());
  }

  private static Map<String, String> data(
      Optional<Map<String, String>> found, String object, Boolean optional) {
    if (found.isEmpty() && !Boolean.TRUE.equals(optional)) {
      throw new MissingPrerequisiteException(object);
    }
    return found.orElse(Map.of());
  }

  private static Optional<String> key(Map<String, String> data, String key, Boolean optional) {
    if (!data.containsKey(key) && !Boolean.TRUE.equals(optional)) {
      throw new MissingPrerequisiteException("key " + key);
    }
    return Optional.ofNullable(data.get(key));
  }

  /** Replaces $(VARIABLE). An unknown variable stays as it is; $$ stands for a dollar sign. */
  String expand(String text) {
    return expand(text, variables);
  }

  private static String expand(String text, Map<String, String> variables) {
    return REFERENCE
        .matcher(text)
        .replaceAll(match -> {
          var name = match.group(2);
          var value = name == null ? "$" : variables.getOrDefault(name, match.group());
          return Matcher.quoteReplacement(value);
        });
  }
}
