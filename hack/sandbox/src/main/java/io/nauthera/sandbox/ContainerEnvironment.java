package io.nauthera.sandbox;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a kubelet makes of a container's env: its variables, and $(VARIABLE) in its arguments. */
record ContainerEnvironment(Map<String, String> variables) {
  private static final Pattern REFERENCE = Pattern.compile("\\$(\\$|\\(([A-Za-z_][\\w.-]*)\\))");

  /** Where values come from that the manifest only points at. */
  interface Sources {
    Optional<String> field(String path);

    /** The data of a Secret, decoded, or nothing if there is none. */
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
              .orElseThrow(() -> new SandboxException("the sandbox does not know field " + path)));
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
    throw new SandboxException("the sandbox cannot resolve variable " + variable.getName());
  }

  private static Map<String, String> data(
      Optional<Map<String, String>> found, String what, Boolean optional) {
    if (found.isEmpty() && !Boolean.TRUE.equals(optional)) {
      throw new NotYet(what);
    }
    return found.orElse(Map.of());
  }

  private static Optional<String> key(Map<String, String> data, String key, Boolean optional) {
    if (!data.containsKey(key) && !Boolean.TRUE.equals(optional)) {
      throw new NotYet("key " + key);
    }
    return Optional.ofNullable(data.get(key));
  }

  /** Replaces $(VARIABLE); what is not known stays, and $$ is a dollar sign. */
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

  /** Something that the pod waits for does not exist yet. */
  static final class NotYet extends RuntimeException {
    NotYet(String what) {
      super(what);
    }
  }
}
