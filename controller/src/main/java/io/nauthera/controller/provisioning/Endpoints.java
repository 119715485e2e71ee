package io.nauthera.controller.provisioning;

import java.util.Map;

/**
 * Where applications find a server: the issuer and its endpoints by their names in OpenID Connect
 * Discovery §3.
 */
public record Endpoints(String issuer, Map<String, String> byName) {
  public Endpoints {
    byName = Map.copyOf(byName);
  }
}
