package io.nauthera.api.mapping;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.api.v1alpha1.AuthServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Manifests as kubectl sends them, read from YAML. */
public record Manifests(List<HasMetadata> all) {
  private static final Pattern SEPARATOR = Pattern.compile("(?m)^---$");
  private static final Pattern KIND = Pattern.compile("(?m)^kind: \"?(\\w+)\"?$");
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  public static Manifests read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Manifests parse(String yaml) {
    return new Manifests(
        SEPARATOR
            .splitAsStream(yaml)
            .filter(document -> KIND.matcher(document).find())
            .map(Manifests::manifest)
            .toList());
  }

  private static HasMetadata manifest(String document) {
    var kind = KIND.matcher(document);
    if (!kind.find()) {
      throw new IllegalArgumentException(document);
    }
    return switch (kind.group(1)) {
      case "AuthClient" -> YAML.unmarshal(document, AuthClient.class);
      case "AuthPolicy" -> YAML.unmarshal(document, AuthPolicy.class);
      case "AuthServer" -> YAML.unmarshal(document, AuthServer.class);
      default -> throw new IllegalArgumentException(kind.group(1));
    };
  }

  public AuthClient client() {
    return of(AuthClient.class).findFirst().orElseThrow();
  }

  public AuthServer server() {
    return of(AuthServer.class).findFirst().orElseThrow();
  }

  public AuthPolicy policy() {
    return policies().getFirst();
  }

  public List<AuthPolicy> policies() {
    return of(AuthPolicy.class).toList();
  }

  <T> Stream<T> of(Class<T> type) {
    return all.stream().filter(type::isInstance).map(type::cast);
  }

  public static String write(HasMetadata manifest) {
    return YAML.asYaml(manifest);
  }
}
