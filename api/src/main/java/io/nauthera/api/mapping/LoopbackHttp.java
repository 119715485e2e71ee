package io.nauthera.api.mapping;

import io.nauthera.api.text.Quoted;
import io.nauthera.api.v1alpha1.AuthServerSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whether an installation accepts AuthServers with http. The schema accepts http only to loopback
 * addresses. A process on the host of the controller listens there, which is Keycloak only on the
 * computer of a developer.
 */
public enum LoopbackHttp {
  ALLOWED,
  REFUSED;

  /** The environment variable of both programs. */
  public static final String VARIABLE = "NAUTHERA_ALLOW_LOOPBACK_HTTP";

  public static LoopbackHttp allowedIf(boolean isAllowed) {
    return isAllowed ? ALLOWED : REFUSED;
  }

  /** What is wrong with a URL; empty if it is accepted. */
  public Optional<String> fault(String url) {
    return switch (this) {
      case ALLOWED -> Optional.empty();
      case REFUSED ->
          url.startsWith("http:")
              ? Optional.of(
                  "%s uses http, which this installation of Nauthera does not accept: use https, or set the chart value allowLoopbackIssuers to true (for development only)"
                      .formatted(Quoted.of(url)))
              : Optional.empty();
    };
  }

  /** What is wrong with the URLs of an AuthServer, by field. */
  public Map<String, String> faults(AuthServerSpec spec) {
    Map<String, String> faults = new LinkedHashMap<>();
    fault(spec.issuerUrl()).ifPresent(fault -> faults.put("spec.issuerUrl", fault));
    var keycloak = spec.keycloak();
    Optional.ofNullable(keycloak == null ? null : keycloak.url())
        .flatMap(this::fault)
        .ifPresent(fault -> faults.put("spec.keycloak.url", fault));
    return faults;
  }
}
