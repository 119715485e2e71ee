package io.nauthera.controller.connections;

import io.nauthera.api.v1alpha1.AuthServerSpec;

/**
 * Keycloak's base URL and realm, as an AuthServer gives them or as they follow from its issuer
 * ({@code <base>/realms/<realm>}).
 */
final class RealmAddress {
  private static final String REALMS = "/realms/";

  private RealmAddress() {}

  static String baseUrl(AuthServerSpec spec) {
    var keycloak = spec.keycloak();
    String given = keycloak == null ? null : keycloak.url();
    String issuer = spec.issuerUrl();
    int realms = issuer.lastIndexOf(REALMS);
    String url = given != null ? given : realms < 0 ? issuer : issuer.substring(0, realms);
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  static String realm(AuthServerSpec spec) {
    var keycloak = spec.keycloak();
    String given = keycloak == null ? null : keycloak.realm();
    if (given != null) {
      return given;
    }
    String issuer = spec.issuerUrl();
    String realm = issuer.substring(issuer.lastIndexOf(REALMS) + REALMS.length());
    return realm.endsWith("/") ? realm.substring(0, realm.length() - 1) : realm;
  }
}
