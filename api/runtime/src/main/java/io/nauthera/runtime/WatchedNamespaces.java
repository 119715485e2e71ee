package io.nauthera.runtime;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The namespaces that a process reads. In a namespaced installation it has no rights in others, so
 * each of its informers watches one namespace.
 *
 * @param names empty for all namespaces of the cluster
 */
public record WatchedNamespaces(Set<String> names) {
  public static final WatchedNamespaces ALL = new WatchedNamespaces(Set.of());

  private static final String VARIABLE = "NAUTHERA_WATCH_NAMESPACES";
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

  public WatchedNamespaces {
    names = Set.copyOf(names);
  }

  /** All, where the variable is not set. */
  public static WatchedNamespaces of(Environment environment) {
    return environment.optional(VARIABLE).map(WatchedNamespaces::parse).orElse(ALL);
  }

  private static WatchedNamespaces parse(String value) {
    var names = new TreeSet<>(Arrays.asList(value.split(",", -1)));
    if (!names.stream().allMatch(name -> NAME.matcher(name).matches())) {
      throw new IllegalArgumentException(
          "environment variable %s has the value \"%s\": set it to names of namespaces, separated by commas"
              .formatted(VARIABLE, value));
    }
    return new WatchedNamespaces(names);
  }

  public boolean isAll() {
    return names.isEmpty();
  }

  /** What informers of a kind watch, by namespace; all namespaces have the empty name. */
  public <R extends HasMetadata> Map<String, Informable<R>> of(
      MixedOperation<R, ?, Resource<R>> resources) {
    if (isAll()) {
      return Map.of("", resources.inAnyNamespace());
    }
    Map<String, Informable<R>> each = new TreeMap<>();
    names.forEach(name -> each.put(name, resources.inNamespace(name)));
    return each;
  }

  /** What informers of the namespaces themselves watch: for their labels. */
  public Map<String, Informable<Namespace>> namespaces(KubernetesClient kubernetes) {
    if (isAll()) {
      return Map.of("", kubernetes.namespaces());
    }
    Map<String, Informable<Namespace>> each = new TreeMap<>();
    names.forEach(name -> each.put(name, kubernetes.namespaces().withName(name)));
    return each;
  }
}
